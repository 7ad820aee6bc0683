import { css } from "lit";

export const clearQuestionStyles = css`
  .confirmation {
    display: grid;
    gap: var(--residua-space-3);
    padding: var(--residua-space-3);
    border: 1px solid var(--residua-border-strong);
    border-radius: var(--residua-radius);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--residua-space-2);
  }
`;
