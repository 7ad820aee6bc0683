import { css } from "lit";

export const startStyles = css`
  :host {
    display: grid;
    place-items: center;
    height: 100%;
    padding: var(--residua-space-6);
    overflow-y: auto;
  }

  .box {
    display: grid;
    gap: var(--residua-space-3);
    width: min(520px, 100%);
    padding: 28px 32px;
    border: 1px dashed var(--residua-border-strong);
    border-radius: 12px;
    background: var(--residua-surface);
  }

  h1 {
    font-size: 18px;
    font-weight: 600;
  }

  .attribution {
    font-size: 11px;
  }

  h2 {
    margin-top: var(--residua-space-3);
  }
`;
