import { css } from "lit";

export const findingsStyles = css`
  :host,
  section {
    display: grid;
    gap: 6px;
  }

  p {
    margin-top: -2px;
    font-size: 11px;
    line-height: 1.4;
  }
`;
