import { css } from "lit";

export const seriesStripStyles = css`
  :host {
    width: 34px;
    height: 100%;
    forced-color-adjust: none;
  }

  .slider {
    position: relative;
    width: 100%;
    height: 100%;
    /* What shows through is not known: no bar could be mistaken for a low score. */
    background: repeating-linear-gradient(45deg, #0f1419 0 3px, #232c36 3px 5px);
    cursor: pointer;
    touch-action: none;
    user-select: none;
  }

  .slider:focus-visible {
    outline-offset: -2px;
  }

  svg {
    display: block;
    width: 100%;
    height: 100%;
  }

  .track {
    fill: #0b0e12;
  }

  .below {
    fill: #6f8fb3;
  }

  .above {
    fill: #f0a733;
  }

  .none {
    fill: #7b8794;
  }

  /* Seen however thin a slice of a long series is. */
  .flag {
    stroke: #f0a733;
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }

  .threshold {
    stroke: #ffffff;
    stroke-opacity: 0.75;
    stroke-width: 1px;
    stroke-dasharray: 3 2;
    vector-effect: non-scaling-stroke;
  }

  .current {
    position: absolute;
    inset-inline: 0;
    min-height: 5px;
    border: 2px solid #ffffff;
    border-radius: 2px;
    box-shadow: 0 0 0 1px #000;
    pointer-events: none;
  }
`;
