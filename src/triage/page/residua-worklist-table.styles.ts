import { css } from "lit";

export const tableStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
  }

  th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 0;
    background: var(--residua-surface);
    text-align: start;
    border-bottom: 1px solid var(--residua-border-strong);
  }

  th button {
    width: 100%;
    min-height: 32px;
    padding: var(--residua-space-1) var(--residua-space-2);
    border: 0;
    background: none;
    color: var(--residua-text-quiet);
    font: inherit;
    font-weight: 600;
    text-align: start;
    white-space: nowrap;
    cursor: pointer;
  }

  th button:hover,
  th[aria-sort="ascending"] button,
  th[aria-sort="descending"] button {
    color: var(--residua-text);
  }

  td {
    padding: var(--residua-space-1) var(--residua-space-2);
    border-bottom: 1px solid var(--residua-border);
    vertical-align: top;
  }

  tbody tr {
    cursor: pointer;
  }

  tbody tr:hover {
    background: var(--residua-surface-hover);
  }

  tbody tr[aria-selected="true"] {
    background: var(--residua-accent-quiet);
    box-shadow: inset 3px 0 0 var(--residua-accent-text);
  }

  .picture {
    width: 72px;
    height: 64px;
  }

  .picture img {
    display: block;
    object-fit: contain;
    background: #000;
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .flagged {
    color: var(--residua-caution);
  }

  .quiet {
    color: var(--residua-text-quiet);
    font-size: var(--residua-text-small);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  button:focus-visible {
    outline: 2px solid var(--residua-focus);
    outline-offset: -2px;
  }
`;
