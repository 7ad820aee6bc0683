import { css } from "lit";

export const storageStyles = css`
  :host,
  section {
    display: grid;
    gap: var(--residua-space-3);
  }

  :host {
    gap: var(--residua-space-6);
  }

  .actions,
  .actions > span {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--residua-space-2);
  }

  .actions {
    gap: var(--residua-space-2) var(--residua-space-6);
  }

  .actions:empty {
    display: none;
  }

  .trouble {
    color: var(--residua-caution);
  }
`;
