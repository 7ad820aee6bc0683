import { css } from "lit";

export const monitoringStyles = css`
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: var(--residua-space-3) var(--residua-space-6);
  }

  dt,
  .quiet,
  caption {
    color: var(--residua-text-quiet);
    font-size: var(--residua-text-small);
  }

  dd {
    font-variant-numeric: tabular-nums;
  }

  table {
    margin-top: var(--residua-space-3);
    border-collapse: collapse;
  }

  caption {
    text-align: start;
  }

  th,
  td {
    padding: 2px var(--residua-space-3) 2px 0;
    text-align: start;
  }

  .alarm {
    color: var(--residua-caution);
  }
`;
