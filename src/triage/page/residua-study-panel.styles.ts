import { css } from "lit";

export const panelStyles = css`
  article,
  section {
    display: grid;
    gap: var(--residua-space-2);
  }

  h2 {
    color: var(--residua-text);
    font-size: var(--residua-text-large);
  }

  img {
    width: 100%;
    max-width: 320px;
    background: #000;
  }

  .quiet {
    color: var(--residua-text-quiet);
    font-size: var(--residua-text-small);
  }

  .undone {
    text-decoration: line-through;
  }

  ol {
    display: grid;
    gap: var(--residua-space-1);
    padding-inline-start: var(--residua-space-4);
  }
`;
