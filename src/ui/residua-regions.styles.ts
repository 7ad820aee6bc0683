import { css } from "lit";

export const regionsStyles = css`
  p {
    font-size: var(--residua-text-small);
  }

  ol {
    display: grid;
    gap: 4px;
    list-style: none;
  }

  button {
    display: grid;
    grid-template-columns: 24px 1fr auto;
    align-items: center;
    gap: var(--residua-space-2);
    width: 100%;
    padding: 5px 10px 5px 5px;
    border: 1px solid transparent;
    border-radius: var(--residua-radius);
    background: var(--residua-surface-raised);
    color: inherit;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }

  button:hover {
    background: var(--residua-surface-hover);
  }

  button[aria-current="true"] {
    border-color: var(--residua-accent);
    background: var(--residua-accent-quiet);
  }

  .id {
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    border-radius: 4px;
    background: var(--residua-background);
    font-size: var(--residua-text-small);
    font-weight: 600;
  }

  .peak {
    font-size: var(--residua-text-small);
  }
`;
