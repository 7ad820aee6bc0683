import { css } from "lit";

export const seriesThumbnailStyles = css`
  :host {
    width: 56px;
    height: 56px;
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
    border-radius: 4px;
    background: #000;
  }
`;
