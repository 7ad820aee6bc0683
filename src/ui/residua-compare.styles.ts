import { css } from "lit";

export const compareStyles = css`
  p {
    margin-top: 4px;
    font-size: 11px;
    line-height: 1.4;
  }
`;
