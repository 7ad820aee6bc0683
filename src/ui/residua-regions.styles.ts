import { css } from "lit";

export const regionsStyles = css`
  p {
    font-size: var(--residua-text-small);
  }

  .row {
    grid-template-columns: 24px 1fr auto;
    padding: 5px 10px 5px 5px;
  }

  .id {
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    border-radius: 4px;
    background: var(--residua-background);
    font-size: var(--residua-text-small);
    font-weight: 600;
  }

  .peak {
    font-size: var(--residua-text-small);
  }
`;
