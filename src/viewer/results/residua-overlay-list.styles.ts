import { css } from "lit";

export const overlayListStyles = css`
  ul {
    display: grid;
    gap: var(--residua-space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: var(--residua-space-1) var(--residua-space-2);
    align-items: start;
  }

  button {
    padding: var(--residua-space-1);
    border: 0;
    border-radius: var(--residua-radius);
    background: none;
    color: inherit;
    cursor: pointer;
  }

  p {
    grid-column: 1 / -1;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .swatches {
    display: inline-flex;
    gap: 2px;
    margin-left: var(--residua-space-1);
  }

  .swatch {
    width: 10px;
    height: 10px;
    border: 1px solid var(--residua-border);
  }
`;
