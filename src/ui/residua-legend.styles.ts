import { css } from "lit";

export const legendStyles = css`
  .bar {
    position: relative;
    height: var(--residua-legend-height, 10px);
    border-radius: 3px;
    box-shadow: inset 0 0 0 1px rgb(255 255 255 / 0.14);
    forced-color-adjust: none;
  }

  /* Values below the threshold are not painted on the image. */
  .veil {
    position: absolute;
    inset: 0 auto 0 0;
    border-radius: 3px 0 0 3px;
    background: rgb(18 23 29 / 0.72);
  }

  .mark {
    position: absolute;
    inset-block: -3px;
    width: 2px;
    margin-left: -1px;
    background: var(--residua-text);
  }

  .ticks {
    position: relative;
    display: flex;
    justify-content: space-between;
    margin-top: 4px;
    color: var(--residua-text-quiet);
    font-size: 11px;
  }

  .threshold {
    position: absolute;
    transform: translateX(-50%);
    color: var(--residua-text);
  }
`;
