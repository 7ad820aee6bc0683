import { css } from "lit";

export const trainingFormStyles = css`
  :host,
  section {
    display: grid;
    gap: var(--residua-space-3);
  }

  :host {
    gap: var(--residua-space-6);
  }

  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--residua-space-3);
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 4px 0;
    border-bottom: 1px solid var(--residua-border);
    font-weight: 400;
    text-align: left;
  }

  td,
  thead th {
    text-align: right;
  }

  thead th {
    font-size: var(--residua-text-small);
    color: var(--residua-text-quiet);
  }

  thead th:first-child {
    text-align: left;
  }

  .busy {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: var(--residua-space-2) var(--residua-space-3);
  }

  .busy p {
    grid-column: 1 / -1;
  }

  wa-progress-bar {
    --track-height: 5px;
  }

  wa-button {
    justify-self: start;
  }

  .small {
    font-size: var(--residua-text-small);
  }
`;
