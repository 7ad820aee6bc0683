import { css } from "lit";

export const latentsStyles = css`
  svg {
    display: block;
    width: 100%;
    height: 72px;
    background: var(--residua-background);
    border-radius: 4px;
  }

  .healthy {
    fill: var(--residua-border-strong);
  }

  .value {
    fill: var(--residua-accent-text);
  }

  .value.outside {
    fill: var(--residua-caution);
  }

  .scale {
    display: flex;
    justify-content: space-between;
    font-size: 11px;
  }

  p {
    font-size: var(--residua-text-small);
  }

  p.note {
    font-size: 11px;
    line-height: 1.4;
  }

  summary {
    cursor: pointer;
    color: var(--residua-text-quiet);
    font-size: var(--residua-text-small);
  }

  .rows {
    max-height: 160px;
    overflow-y: auto;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--residua-text-small);
  }

  th,
  td {
    padding: 1px 4px;
    font-weight: 400;
    text-align: right;
  }

  .outside-row {
    color: var(--residua-caution);
  }

  @media (forced-colors: active) {
    .healthy {
      fill: GrayText;
    }

    .value {
      fill: CanvasText;
    }

    .value.outside {
      fill: Highlight;
    }
  }
`;
