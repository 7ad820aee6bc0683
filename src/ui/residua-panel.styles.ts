import { css } from "lit";

export const panelStyles = css`
  :host {
    height: 100%;
    background: var(--residua-surface);
  }

  section[aria-label="Residua"] {
    display: flex;
    flex-direction: column;
    height: 100%;
  }

  header {
    padding: var(--residua-space-2) var(--residua-space-4);
    border-bottom: 1px solid var(--residua-border);
  }

  .body {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: var(--residua-space-3);
    min-height: 0;
    padding: 10px var(--residua-space-4);
    overflow-y: auto;
    scrollbar-color: var(--residua-border-strong) transparent;
    scrollbar-width: thin;
  }

  .body section {
    display: grid;
    gap: 6px;
  }

  .warning {
    padding: var(--residua-space-2) var(--residua-space-4);
    border-bottom: 1px solid var(--residua-border);
  }

  .busy {
    display: flex;
    align-items: center;
    gap: var(--residua-space-2);
    color: var(--residua-text-quiet);
  }

  .problem {
    padding: var(--residua-space-2) var(--residua-space-3);
    font-size: var(--residua-text-small);
  }

  .problem wa-button {
    margin-top: var(--residua-space-2);
  }

  residua-probe {
    padding: var(--residua-space-2) var(--residua-space-4);
    border-top: 1px solid var(--residua-border);
  }

  footer {
    display: grid;
    gap: var(--residua-space-1);
    padding: var(--residua-space-2) var(--residua-space-4);
    border-top: 1px solid var(--residua-border);
  }
`;
