import { css } from "lit";

export const modelInfoStyles = css`
  :host {
    font-size: 11px;
    line-height: 1.5;
  }

  .identity {
    display: flex;
    justify-content: space-between;
    gap: var(--residua-space-2);
  }

  .name {
    font-weight: 600;
  }

  label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: var(--residua-space-2);
    margin-bottom: 4px;
  }

  select {
    min-height: 26px;
    border: 1px solid var(--residua-border-strong);
    border-radius: var(--residua-radius);
    background: var(--residua-background);
    color: inherit;
    font: inherit;
  }

  .hash {
    color: var(--residua-text-quiet);
    font-family: ui-monospace, monospace;
  }
`;
