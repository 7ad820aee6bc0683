import { css } from "lit";

export const toolbarStyles = css`
  [role="toolbar"] {
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--residua-space-2);
  }

  .group {
    display: flex;
    gap: 2px;
  }

  .group + .group {
    padding-left: var(--residua-space-2);
    border-left: 1px solid var(--residua-border);
  }

  button {
    display: grid;
    place-items: center;
    width: 34px;
    height: 32px;
    border: 0;
    border-radius: var(--residua-radius);
    background: none;
    color: var(--residua-text-quiet);
    font-size: 16px;
    cursor: pointer;
  }

  button:hover:enabled {
    background: var(--residua-surface-hover);
    color: var(--residua-text);
  }

  button[aria-pressed="true"] {
    background: var(--residua-accent-quiet);
    color: var(--residua-accent-text);
  }

  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
`;
