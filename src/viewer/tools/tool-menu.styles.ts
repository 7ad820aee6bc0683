import { css } from "lit";

/** A tool bar's button that opens a menu. */
export const toolMenuStyles = css`
  .row {
    display: flex;
    gap: 2px;
  }

  button {
    display: flex;
    align-items: center;
    gap: 2px;
    min-width: 24px;
    height: 32px;
    padding: 0 6px;
    border: 0;
    border-radius: var(--residua-radius);
    background: none;
    color: var(--residua-text-quiet);
    font-size: 16px;
    cursor: pointer;
  }

  button.narrow {
    padding: 0 4px;
  }

  button:hover:enabled {
    background: var(--residua-surface-hover);
    color: var(--residua-text);
  }

  button[aria-pressed="true"],
  button.active {
    background: var(--residua-accent-quiet);
    color: var(--residua-accent-text);
  }

  button:disabled {
    opacity: 0.4;
    cursor: default;
  }

  .caret {
    font-size: 9px;
  }

  wa-dropdown-item {
    font-size: var(--residua-text-normal);
  }

  wa-dropdown-item [slot="details"] {
    display: inline-flex;
    gap: var(--residua-space-2);
    color: var(--residua-text-quiet);
  }
`;
