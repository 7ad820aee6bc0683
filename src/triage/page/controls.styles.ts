import { css } from "lit";

/** Fields and buttons of the worklist. */
export const controlStyles = css`
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--residua-space-2) var(--residua-space-3);
    align-items: end;
  }

  label {
    display: grid;
    gap: 2px;
    font-size: var(--residua-text-small);
    color: var(--residua-text-quiet);
  }

  input,
  select,
  textarea {
    min-height: 32px;
    padding: var(--residua-space-1) var(--residua-space-2);
    border: 1px solid var(--residua-border-strong);
    border-radius: var(--residua-radius);
    background: var(--residua-background);
    color: var(--residua-text);
    font: inherit;
    font-size: var(--residua-text-normal);
  }

  .action {
    min-height: 32px;
    padding: var(--residua-space-1) var(--residua-space-3);
    border: 1px solid var(--residua-border-strong);
    border-radius: var(--residua-radius);
    background: var(--residua-surface-raised);
    color: var(--residua-text);
    font: inherit;
    cursor: pointer;
  }

  .action:hover:not(:disabled) {
    background: var(--residua-surface-hover);
  }

  .action:disabled {
    opacity: 0.5;
    cursor: default;
  }

  .action[aria-pressed="true"] {
    border-color: var(--residua-accent-text);
    background: var(--residua-accent-quiet);
  }

  .primary {
    border-color: var(--residua-accent);
    background: var(--residua-accent-quiet);
  }

  kbd {
    padding: 0 4px;
    border: 1px solid var(--residua-border-strong);
    border-radius: 4px;
    color: var(--residua-text-quiet);
    font-size: 11px;
  }

  :is(input, select, textarea, .action):focus-visible {
    outline: 2px solid var(--residua-focus);
    outline-offset: 1px;
  }
`;
