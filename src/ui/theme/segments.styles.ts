import { css } from "lit";

/** A few buttons of which one is pressed. */
export const segmentsStyles = css`
  .segments {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--residua-space-1);
  }

  .segments button {
    min-height: 24px;
    padding: 3px 10px;
    border: 1px solid var(--residua-border-strong);
    border-radius: var(--residua-radius);
    background: var(--residua-background);
    color: inherit;
    font: inherit;
    font-size: var(--residua-text-small);
    cursor: pointer;
  }

  .segments button:hover {
    background: var(--residua-surface-hover);
  }

  .segments button[aria-pressed="true"] {
    border-color: var(--residua-accent);
    background: var(--residua-accent-quiet);
    color: var(--residua-accent-text);
  }

  .segments kbd {
    margin-left: auto;
  }
`;
