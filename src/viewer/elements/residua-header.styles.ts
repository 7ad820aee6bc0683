import { css } from "lit";

export const headerStyles = css`
  header {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px var(--residua-space-3);
    min-height: 48px;
    padding: 6px var(--residua-space-3);
    background: var(--residua-surface);
  }

  /* The dialog of the models has the link too. */
  @media (width < 1440px) {
    .link {
      display: none;
    }

    /* One row at 1280 px; screen readers read them still. */
    .label {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    #models wa-icon {
      margin: 0;
    }
  }

  .brand {
    display: flex;
    align-items: center;
    gap: var(--residua-space-2);
    font-size: 16px;
    font-weight: 600;
    letter-spacing: 0.01em;
  }

  .end {
    display: flex;
    align-items: center;
    gap: var(--residua-space-2);
    margin-left: auto;
    white-space: nowrap;
  }

  .link {
    margin-inline: 4px;
    text-decoration: none;
  }

  .link:hover {
    text-decoration: underline;
  }

  button {
    display: grid;
    place-items: center;
    width: 34px;
    height: 32px;
    border: 0;
    border-radius: var(--residua-radius);
    background: none;
    color: var(--residua-text-quiet);
    font-size: 17px;
    cursor: pointer;
  }

  button:disabled {
    opacity: 0.4;
    cursor: default;
  }

  button:hover:enabled {
    background: var(--residua-surface-hover);
    color: var(--residua-text);
  }
`;
