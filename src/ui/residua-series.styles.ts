import { css } from "lit";

export const seriesStyles = css`
  :host {
    font-size: var(--residua-text-small);
  }

  .section {
    display: grid;
    gap: 6px;
  }

  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--residua-space-2);
    min-height: 28px;
  }

  .buttons {
    display: flex;
    flex: none;
    gap: 4px;
  }

  wa-progress-bar {
    --track-height: 5px;
  }

  .bold {
    font-weight: 600;
  }

  summary {
    width: fit-content;
    border-radius: 3px;
    color: var(--residua-text-quiet);
    cursor: pointer;
  }

  summary:hover {
    color: var(--residua-text);
  }

  details > * + * {
    margin-top: 6px;
  }
`;
