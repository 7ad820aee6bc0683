import { css } from "lit";

/** A list of buttons over the whole width, each a row: regions, series. `aria-current` marks the one that is shown. */
export const rowsStyles = css`
  .rows {
    display: grid;
    gap: 4px;
    list-style: none;
  }

  .row {
    display: grid;
    align-items: center;
    gap: var(--residua-space-2);
    width: 100%;
    border: 1px solid transparent;
    border-radius: var(--residua-radius);
    background: var(--residua-row-background, var(--residua-surface-raised));
    color: inherit;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }

  .row:hover {
    background: var(--residua-surface-hover);
  }

  .row[aria-current="true"] {
    border-color: var(--residua-accent);
    background: var(--residua-accent-quiet);
  }

  @media (forced-colors: active) {
    .row[aria-current="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
