import { css } from "lit";

export const openButtonsStyles = css`
  :host {
    display: flex;
    gap: var(--residua-space-2);
  }
`;
