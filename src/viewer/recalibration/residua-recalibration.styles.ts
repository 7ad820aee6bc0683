import { css } from "lit";

export const recalibrationStyles = css`
  wa-dialog {
    --width: 600px;
  }

  .box {
    display: grid;
    gap: var(--residua-space-4);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--residua-space-2) var(--residua-space-3);
  }

  .small {
    font-size: var(--residua-text-small);
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 6px 0;
    border-bottom: 1px solid var(--residua-border);
    font-weight: 400;
    text-align: left;
    vertical-align: baseline;
  }

  td {
    text-align: right;
  }

  td strong {
    font-weight: 600;
  }

  .busy {
    display: grid;
    gap: var(--residua-space-3);
    justify-items: start;
  }

  wa-progress-bar {
    width: 100%;
  }

  ul {
    display: grid;
    gap: var(--residua-space-1);
    padding-left: var(--residua-space-4);
  }
`;
