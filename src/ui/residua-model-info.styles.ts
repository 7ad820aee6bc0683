import { css } from "lit";

export const modelInfoStyles = css`
  :host {
    font-size: 11px;
    line-height: 1.5;
  }

  .identity {
    display: flex;
    justify-content: space-between;
    gap: var(--residua-space-2);
  }

  .name {
    font-weight: 600;
  }

  .hash {
    color: var(--residua-text-quiet);
    font-family: ui-monospace, monospace;
  }
`;
