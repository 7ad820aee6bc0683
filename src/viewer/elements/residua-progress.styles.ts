import { css } from "lit";

export const progressStyles = css`
  .box {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: var(--residua-space-2) var(--residua-space-3);
    padding: var(--residua-space-3);
    border: 1px solid var(--residua-border);
    border-radius: var(--residua-radius);
    background: var(--residua-surface-raised);
    box-shadow: 0 8px 24px rgb(0 0 0 / 0.5);
    font-size: var(--residua-text-small);
  }

  p {
    grid-column: 1 / -1;
  }

  wa-progress-bar {
    --track-height: 5px;
  }
`;
