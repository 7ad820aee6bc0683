import { css } from "lit";

export const fileReportStyles = css`
  section {
    display: flex;
    flex-direction: column;
    max-height: inherit;
    border: 1px solid var(--wa-color-warning-border-quiet);
    border-radius: var(--residua-radius);
    background: var(--residua-surface-raised);
    box-shadow: 0 8px 24px rgb(0 0 0 / 0.5);
    font-size: var(--residua-text-small);
  }

  header {
    display: flex;
    align-items: center;
    gap: var(--residua-space-2);
    padding: var(--residua-space-2) var(--residua-space-3);
    color: var(--residua-caution);
  }

  h2 {
    flex: 1;
    color: inherit;
  }

  button {
    display: grid;
    place-items: center;
    width: 26px;
    height: 26px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--residua-text-quiet);
    cursor: pointer;
  }

  button:hover {
    background: var(--residua-surface-hover);
    color: var(--residua-text);
  }

  ul {
    display: grid;
    gap: var(--residua-space-2);
    min-height: 0;
    padding: 0 var(--residua-space-3) var(--residua-space-3);
    overflow-y: auto;
    list-style: none;
    scrollbar-width: thin;
  }

  .names {
    overflow-wrap: anywhere;
  }
`;
