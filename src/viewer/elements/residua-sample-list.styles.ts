import { css } from "lit";

export const sampleListStyles = css`
  ul {
    display: grid;
    gap: var(--residua-space-2);
    list-style: none;
  }

  button {
    display: grid;
    gap: 2px;
    width: 100%;
    padding: 10px 12px;
    border: 1px solid var(--residua-border);
    border-radius: var(--residua-radius);
    background: var(--residua-surface-raised);
    color: inherit;
    font: inherit;
    font-size: var(--residua-text-small);
    text-align: left;
    cursor: pointer;
  }

  button:hover {
    border-color: var(--residua-border-strong);
    background: var(--residua-surface-hover);
  }

  .title {
    font-size: var(--residua-text-normal);
    font-weight: 600;
  }

  :host([compact]) ul {
    gap: 4px;
  }

  :host([compact]) button {
    padding: 6px 10px;
  }

  :host([compact]) .title {
    font-size: var(--residua-text-small);
    font-weight: 500;
  }
`;
