import { css } from "lit";

export const seriesRegionsStyles = css`
  :host {
    font-size: var(--residua-text-small);
  }

  .row {
    grid-template-columns: 44px 1fr;
    padding: 3px 8px 3px 3px;
  }

  canvas {
    width: 44px;
    height: 44px;
    border-radius: 4px;
    background: #000;
    object-fit: contain;
  }

  .line {
    display: flex;
    justify-content: space-between;
    gap: var(--residua-space-2);
  }

  .size {
    font-weight: 600;
  }
`;
