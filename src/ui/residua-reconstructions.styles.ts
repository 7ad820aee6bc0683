import { css } from "lit";

export const reconstructionsStyles = css`
  table {
    width: 100%;
    border-spacing: var(--residua-space-1);
    table-layout: fixed;
  }

  th {
    padding: 0 var(--residua-space-1) 0 0;
    font-size: var(--residua-text-small);
    font-weight: 500;
    color: var(--residua-text-quiet);
    text-align: left;
    vertical-align: middle;
  }

  .names {
    width: 104px;
  }

  td {
    padding: 0;
  }

  canvas {
    display: block;
    width: 100%;
    max-width: 150px;
    border-radius: 4px;
    background: #000;
    image-rendering: pixelated;
  }
`;
