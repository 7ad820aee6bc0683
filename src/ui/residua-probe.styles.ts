import { css } from "lit";

export const probeStyles = css`
  dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 2px var(--residua-space-3);
    font-size: var(--residua-text-small);
  }

  dl div {
    display: flex;
    justify-content: space-between;
    column-gap: var(--residua-space-2);
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
