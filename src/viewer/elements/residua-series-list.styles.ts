import { css } from "lit";

export const seriesListStyles = css`
  ul {
    display: grid;
    gap: 4px;
    list-style: none;
  }

  p {
    padding-inline: 4px;
    font-size: var(--residua-text-small);
  }

  button {
    display: grid;
    grid-template-columns: 56px 1fr;
    align-items: center;
    gap: 10px;
    width: 100%;
    padding: 5px;
    border: 1px solid transparent;
    border-radius: var(--residua-radius);
    background: none;
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

  .text {
    display: grid;
    min-width: 0;
    font-size: var(--residua-text-small);
    line-height: 1.35;
  }

  .description {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
    font-weight: 500;
  }
`;
