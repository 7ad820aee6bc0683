import { css } from "lit";

export const measurementsStyles = css`
  :host {
    display: grid;
    gap: var(--residua-space-2);
  }

  ol {
    display: grid;
    gap: 1px;
    list-style: none;
  }

  li {
    display: flex;
    align-items: stretch;
    border-radius: var(--residua-radius);
  }

  li:hover,
  li.selected {
    background: var(--residua-surface-hover);
  }

  li.selected {
    box-shadow: inset 2px 0 var(--residua-accent);
  }

  button {
    border: 0;
    border-radius: var(--residua-radius);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--residua-text-small);
    text-align: start;
    cursor: pointer;
  }

  .show {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    flex: 1;
    min-width: 0;
    column-gap: var(--residua-space-2);
    padding: 4px 6px;
  }

  .show .values {
    grid-column: 1 / -1;
    color: var(--residua-text-quiet);
    overflow-wrap: anywhere;
  }

  .delete {
    display: grid;
    place-items: center;
    min-width: 28px;
    color: var(--residua-text-quiet);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--residua-space-1);
  }

  .actions button {
    min-height: 26px;
    padding: 2px 8px;
    border: 1px solid var(--residua-border-strong);
    background: var(--residua-background);
  }

  .actions button:hover,
  .delete:hover {
    background: var(--residua-surface-raised);
    color: var(--residua-text);
  }
`;
