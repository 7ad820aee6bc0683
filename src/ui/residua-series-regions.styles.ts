import { css } from "lit";

export const seriesRegionsStyles = css`
  :host {
    font-size: var(--residua-text-small);
  }

  ol {
    display: grid;
    gap: 4px;
    list-style: none;
  }

  li button {
    display: grid;
    grid-template-columns: 44px 1fr;
    gap: var(--residua-space-2);
    align-items: center;
    width: 100%;
    padding: 3px 8px 3px 3px;
    border: 1px solid transparent;
    border-radius: var(--residua-radius);
    background: var(--residua-surface-raised);
    color: inherit;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }

  li button:hover {
    background: var(--residua-surface-hover);
  }

  li button[aria-current="true"] {
    border-color: var(--residua-accent);
    background: var(--residua-accent-quiet);
  }

  canvas {
    width: 44px;
    height: 44px;
    border-radius: 4px;
    background: #000;
    object-fit: contain;
  }

  .line {
    display: flex;
    justify-content: space-between;
    gap: var(--residua-space-2);
  }

  .size {
    font-weight: 600;
  }

  .more {
    margin-top: 4px;
    padding: 2px 0;
    border: 0;
    background: none;
    color: var(--residua-accent-text);
    font: inherit;
    cursor: pointer;
  }
`;
