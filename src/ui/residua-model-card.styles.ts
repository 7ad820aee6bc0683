import { css } from "lit";

export const modelCardStyles = css`
  wa-dialog {
    --width: min(760px, calc(100vw - 32px));
  }

  .box,
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--residua-space-3);
    font-size: var(--residua-text-normal);
  }

  dl {
    display: grid;
    gap: var(--residua-space-1);
  }

  dl div {
    display: grid;
    grid-template-columns: 170px minmax(0, 1fr);
    gap: var(--residua-space-2);
  }

  dt {
    color: var(--residua-text-quiet);
  }

  .hash {
    font-family: ui-monospace, monospace;
    font-size: 11px;
    overflow-wrap: anywhere;
  }

  .card {
    padding-top: var(--residua-space-3);
    border-top: 1px solid var(--residua-border);
  }

  .card h3,
  .card h4 {
    margin-top: var(--residua-space-2);
    color: var(--residua-text);
    font-size: var(--residua-text-large);
  }

  .card h4 {
    font-size: var(--residua-text-normal);
  }

  .card ul,
  .card ol {
    display: grid;
    gap: 4px;
    padding-left: 20px;
  }

  pre {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .table {
    overflow-x: auto;
    scrollbar-width: thin;
  }

  table {
    border-collapse: collapse;
    font-size: var(--residua-text-small);
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 3px 10px 3px 0;
    border-bottom: 1px solid var(--residua-border);
    text-align: left;
    vertical-align: top;
  }

  td:not(:first-child) {
    white-space: nowrap;
  }

  @media (width <= 560px) {
    dl div {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
  }
`;
