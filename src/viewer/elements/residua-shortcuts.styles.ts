import { css } from "lit";

export const shortcutsStyles = css`
  wa-dialog {
    --width: min(980px, 96vw);
  }

  .columns {
    columns: 280px;
    column-gap: var(--residua-space-6);
  }

  dl {
    display: grid;
    gap: 5px;
    break-inside: avoid;
    margin-bottom: var(--residua-space-4);
  }

  dl > div {
    display: flex;
    justify-content: space-between;
    gap: var(--residua-space-3);
  }

  dt {
    color: var(--residua-text-quiet);
  }

  dd {
    text-align: right;
    white-space: nowrap;
  }
`;
