import { css } from "lit";

export const failureStyles = css`
  wa-callout {
    font-size: var(--residua-text-small);
  }

  wa-button {
    margin-top: var(--residua-space-2);
  }
`;
