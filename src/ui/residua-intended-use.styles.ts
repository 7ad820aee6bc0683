import { css } from "lit";

export const intendedUseStyles = css`
  p {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--residua-caution);
    font-size: var(--residua-text-small);
    font-weight: 600;
  }
`;
