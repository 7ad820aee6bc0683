import { css } from "lit";

export const compareStyles = css`
  .modes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--residua-space-1);
  }

  button {
    padding: 4px 10px;
    border: 1px solid var(--residua-border-strong);
    border-radius: var(--residua-radius);
    background: var(--residua-background);
    color: inherit;
    font: inherit;
    font-size: var(--residua-text-small);
    cursor: pointer;
  }

  button:hover {
    background: var(--residua-surface-hover);
  }

  button[aria-pressed="true"] {
    border-color: var(--residua-accent);
    background: var(--residua-accent-quiet);
    color: var(--residua-accent-text);
  }

  kbd {
    margin-left: auto;
  }

  p {
    margin-top: 4px;
    font-size: 11px;
    line-height: 1.4;
  }
`;
