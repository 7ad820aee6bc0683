import { css } from "lit";

export const scoresStyles = css`
  .headline {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: var(--residua-space-2);
    font-size: 14px;
    font-weight: 600;
    line-height: 1.35;
  }

  wa-badge {
    flex: none;
    font-size: 11px;
    font-weight: 500;
  }

  .small {
    margin-top: 2px;
    font-size: var(--residua-text-small);
  }

  .untested {
    display: flex;
    gap: var(--residua-space-2);
    margin-top: var(--residua-space-1);
    color: var(--residua-caution);
  }

  .untested wa-icon {
    flex: none;
    margin-top: 2px;
  }

  details {
    margin-top: var(--residua-space-1);
    font-size: var(--residua-text-small);
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

  dl {
    display: grid;
    gap: 6px;
    margin-top: 6px;
    padding-left: var(--residua-space-3);
    border-left: 2px solid var(--residua-border);
  }

  dd {
    line-height: 1.35;
  }
`;
