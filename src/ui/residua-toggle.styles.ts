import { css } from "lit";

export const toggleStyles = css`
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--residua-space-2);
    min-height: 28px;
  }

  wa-switch {
    font-weight: 600;
    --width: 34px;
    --height: 19px;
    --thumb-size: 13px;
  }
`;
