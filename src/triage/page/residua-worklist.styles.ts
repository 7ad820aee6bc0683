import { css } from "lit";

export const worklistStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100vh;
    background: var(--residua-background);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--residua-space-3);
    padding: var(--residua-space-2) var(--residua-space-4);
    background: var(--residua-surface);
    border-bottom: 1px solid var(--residua-border);
  }

  h1 {
    font-size: var(--residua-text-large);
  }

  .end {
    display: flex;
    align-items: center;
    gap: var(--residua-space-3);
    margin-inline-start: auto;
  }

  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 340px;
    min-height: 0;
  }

  main.sign-in {
    display: block;
    padding: var(--residua-space-6);
  }

  .list {
    display: grid;
    grid-auto-rows: auto;
    align-content: start;
    gap: var(--residua-space-2);
    min-height: 0;
    padding: var(--residua-space-3) var(--residua-space-4);
    overflow: auto;
  }

  aside {
    padding: var(--residua-space-4);
    overflow: auto;
    background: var(--residua-surface);
    border-inline-start: 1px solid var(--residua-border);
  }

  .quiet,
  .empty {
    color: var(--residua-text-quiet);
    font-size: var(--residua-text-small);
  }

  .scroll {
    overflow-x: auto;
  }

  [role="alert"] {
    padding: var(--residua-space-2) var(--residua-space-3);
    border: 1px solid var(--residua-danger);
    border-radius: var(--residua-radius);
    background: var(--residua-danger-quiet);
    color: var(--residua-danger);
  }

  nav {
    align-items: center;
  }

  @media (max-width: 900px) {
    :host {
      height: auto;
    }

    main {
      grid-template-columns: minmax(0, 1fr);
    }

    aside {
      border-inline-start: 0;
      border-block-start: 1px solid var(--residua-border);
    }
  }
`;
