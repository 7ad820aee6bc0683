import { css } from "lit";

export const diagnosticsStyles = css`
  :host {
    display: grid;
    gap: var(--residua-space-3);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--residua-space-2);
  }

  .sections {
    columns: 2;
    column-gap: var(--residua-space-6);
  }

  section {
    break-inside: avoid;
    margin-bottom: var(--residua-space-4);
  }

  h3 {
    margin-bottom: var(--residua-space-1);
  }

  dl {
    display: grid;
    gap: 3px;
    font-size: var(--residua-text-small);
  }

  dl > div {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    gap: var(--residua-space-2);
  }

  dt {
    color: var(--residua-text-quiet);
  }

  dd {
    overflow-wrap: anywhere;
  }

  .trouble dd {
    color: var(--residua-caution);
  }

  @media (width < 640px) {
    .sections {
      columns: 1;
    }
  }
`;
