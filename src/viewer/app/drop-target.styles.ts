import { css } from "lit";

/** What covers the page while files are held over it. */
export const dropTargetStyles = css`
  .drop {
    position: fixed;
    inset: 8px;
    z-index: 10;
    display: grid;
    place-items: center;
    border: 2px dashed var(--residua-accent-text);
    border-radius: 12px;
    background: rgb(11 14 18 / 0.8);
    font-size: 18px;
    font-weight: 600;
    pointer-events: none;
  }
`;
