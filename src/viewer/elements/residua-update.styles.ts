import { css } from "lit";

export const updateStyles = css`
  .box {
    display: flex;
    align-items: center;
    gap: var(--residua-space-3);
    padding: var(--residua-space-2) var(--residua-space-3);
    border: 1px solid var(--residua-border-strong);
    border-radius: var(--residua-radius);
    background: var(--residua-surface-raised);
    box-shadow: 0 8px 24px rgb(0 0 0 / 0.5);
    font-size: var(--residua-text-small);
  }

  p {
    flex: 1;
  }

  button {
    display: grid;
    flex: none;
    place-items: center;
    width: 28px;
    height: 28px;
    border: 0;
    border-radius: var(--residua-radius);
    background: none;
    color: var(--residua-text-quiet);
    cursor: pointer;
  }

  button:hover {
    background: var(--residua-surface-hover);
    color: var(--residua-text);
  }
`;
