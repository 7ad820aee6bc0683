import { css } from "lit";

export const trainingMonitorStyles = css`
  :host {
    display: grid;
    gap: var(--residua-space-4);
  }

  .top {
    display: grid;
    gap: var(--residua-space-2);
  }

  .top > p {
    font-size: var(--residua-text-large);
    font-weight: 600;
  }

  wa-progress-bar {
    --track-height: 6px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--residua-space-2);
  }

  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
    overflow: hidden;
    border: 1px solid var(--residua-border);
    border-radius: var(--residua-radius);
    background: var(--residua-surface);
  }

  dl > div {
    padding: var(--residua-space-2) var(--residua-space-3);
    box-shadow: 1px 1px 0 var(--residua-border);
  }

  dt {
    font-size: 11px;
    color: var(--residua-text-quiet);
  }

  dd {
    font-size: var(--residua-text-large);
    font-variant-numeric: tabular-nums;
  }

  .figures {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    align-items: start;
    gap: var(--residua-space-6);
  }

  .figures h2 {
    margin-bottom: var(--residua-space-2);
  }

  @media (max-width: 1150px) {
    .figures {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
