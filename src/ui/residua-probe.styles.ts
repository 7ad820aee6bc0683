import { css } from "lit";

export const probeStyles = css`
  dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 2px var(--residua-space-2);
    font-size: 11px;
  }

  dl div {
    display: flex;
    justify-content: space-between;
    column-gap: var(--residua-space-1);
    white-space: nowrap;
  }

  dt {
    color: var(--residua-text-quiet);
  }

  .above {
    color: var(--residua-caution);
    font-weight: 600;
  }
`;
