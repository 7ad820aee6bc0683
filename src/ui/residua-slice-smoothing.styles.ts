import { css } from "lit";

export const sliceSmoothingStyles = css`
  p {
    margin-top: var(--residua-space-2);
    font-size: var(--residua-text-small);
    line-height: 1.4;
  }
`;
