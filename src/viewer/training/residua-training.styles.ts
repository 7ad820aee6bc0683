import { css } from "lit";

export const trainingStyles = css`
  :host {
    height: 100dvh;
    background: var(--residua-background);
  }

  .app {
    display: grid;
    grid-template: "top top" 48px "left right" minmax(0, 1fr) / 380px minmax(0, 1fr);
    gap: 1px;
    height: 100%;
    background: var(--residua-border);
  }

  header {
    grid-area: top;
    display: flex;
    align-items: center;
    gap: var(--residua-space-4);
    padding: 0 var(--residua-space-3);
    background: var(--residua-surface);
  }

  .brand {
    display: flex;
    align-items: center;
    gap: var(--residua-space-2);
    font-size: 16px;
    font-weight: 600;
    color: var(--residua-text);
    text-decoration: none;
  }

  h1 {
    font-size: var(--residua-text-large);
    font-weight: 500;
    color: var(--residua-text-quiet);
  }

  .end {
    display: flex;
    align-items: center;
    gap: var(--residua-space-4);
    margin-left: auto;
  }

  .left,
  main {
    padding: var(--residua-space-6);
    overflow-y: auto;
    scrollbar-color: var(--residua-border-strong) transparent;
    scrollbar-width: thin;
  }

  .left {
    grid-area: left;
    display: grid;
    align-content: start;
    gap: var(--residua-space-6);
    padding: var(--residua-space-4);
    background: var(--residua-surface);
  }

  main {
    grid-area: right;
    display: grid;
    align-content: start;
    gap: var(--residua-space-4);
    background: var(--residua-background);
  }

  .intro {
    display: grid;
    gap: var(--residua-space-3);
    max-width: 620px;
    margin: var(--residua-space-6) auto 0;
  }

  .intro h2 {
    font-size: 18px;
    color: var(--residua-text);
  }

  .intro ol {
    display: grid;
    gap: var(--residua-space-2);
    padding-left: 20px;
  }

  .kept {
    display: flex;
    flex-wrap: wrap;
    gap: var(--residua-space-2);
    margin-top: var(--residua-space-2);
  }

  residua-file-report {
    max-height: 260px;
  }

  @media (max-width: 820px) {
    :host {
      overflow-y: auto;
    }

    .app {
      height: auto;
      grid-template: "top" 48px "left" auto "right" auto / minmax(0, 1fr);
    }
  }
`;
