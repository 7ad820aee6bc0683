import { css } from "lit";

export const seriesListStyles = css`
  :host {
    --residua-row-background: none;
  }

  p {
    padding-inline: 4px;
    font-size: var(--residua-text-small);
  }

  .row {
    grid-template-columns: 56px 1fr;
    gap: 10px;
    padding: 5px;
  }

  .text {
    display: grid;
    min-width: 0;
    font-size: var(--residua-text-small);
    line-height: 1.35;
  }

  .description {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
    font-weight: 500;
  }
`;
