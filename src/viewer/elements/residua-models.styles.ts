import { css } from "lit";

export const modelsStyles = css`
  wa-dialog {
    --width: 560px;
  }

  .box {
    display: grid;
    gap: var(--residua-space-4);
  }

  ul {
    display: grid;
    gap: var(--residua-space-2);
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    gap: var(--residua-space-2);
    padding: var(--residua-space-2) var(--residua-space-3);
    border: 1px solid var(--residua-border);
    border-radius: var(--residua-radius);
  }

  li:has(input:checked) {
    border-color: var(--residua-accent);
    background: var(--residua-accent-quiet);
  }

  h3 {
    margin-bottom: var(--residua-space-2);
    font-size: inherit;
    font-weight: 600;
  }

  li > .name {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .recalibrate {
    flex: none;
  }

  p[role="status"]:empty {
    display: none;
  }

  label {
    display: flex;
    flex: 1;
    align-items: center;
    gap: var(--residua-space-3);
    min-width: 0;
    cursor: pointer;
  }

  label > span {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  input[type="radio"] {
    flex: none;
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--residua-accent-text);
  }

  .small {
    display: block;
    font-size: var(--residua-text-small);
  }

  li > button {
    display: grid;
    flex: none;
    place-items: center;
    width: 28px;
    height: 28px;
    border: 0;
    border-radius: var(--residua-radius);
    background: none;
    color: var(--residua-text-quiet);
    cursor: pointer;
  }

  li > button:hover {
    background: var(--residua-surface-hover);
    color: var(--residua-text);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--residua-space-2) var(--residua-space-4);
  }
`;
