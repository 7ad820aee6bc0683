import { css } from "lit";

export const lossChartStyles = css`
  figure {
    display: grid;
    gap: var(--residua-space-2);
    margin: 0;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--residua-space-4);
    font-size: var(--residua-text-small);
    color: var(--residua-text-quiet);
  }

  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }

  .legend svg {
    width: 22px;
    height: 8px;
  }

  .plot {
    display: block;
    width: 100%;
    height: auto;
  }

  text {
    fill: var(--residua-text-quiet);
    font: 11px var(--residua-font);
    font-variant-numeric: tabular-nums;
  }

  .grid {
    stroke: var(--residua-border);
    stroke-width: 1;
  }

  .curve {
    fill: none;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .loss {
    stroke: var(--residua-accent-text);
  }

  .reconstruction {
    stroke: var(--residua-ok);
    stroke-dasharray: 5 3;
  }

  .kl {
    stroke: var(--residua-caution);
  }
`;
