import { css } from "lit";

export const languageSwitchStyles = css`
  div {
    display: inline-flex;
    padding: 2px;
    border-radius: var(--residua-radius);
    background: var(--residua-background);
  }

  button {
    padding: 3px 9px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--residua-text-quiet);
    font: inherit;
    font-size: var(--residua-text-small);
    cursor: pointer;
  }

  button:hover {
    color: var(--residua-text);
  }

  button[aria-pressed="true"] {
    background: var(--residua-surface-hover);
    color: var(--residua-text);
  }
`;
