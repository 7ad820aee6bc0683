import { css } from "lit";

export const reportStyles = css`
  :host {
    display: grid;
    gap: var(--residua-space-3);
  }

  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--residua-space-3) var(--residua-space-6);
  }

  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--residua-space-2) var(--residua-space-4);
    margin: 0;
    padding: var(--residua-space-2) var(--residua-space-3);
    border: 1px solid var(--residua-border);
    border-radius: var(--residua-radius);
  }

  legend {
    padding-inline: 4px;
    color: var(--residua-text-quiet);
    font-size: var(--residua-text-small);
  }

  .check {
    display: flex;
    align-items: center;
    gap: var(--residua-space-2);
    min-height: 32px;
  }

  input {
    flex: none;
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--residua-accent-text);
  }

  select {
    min-height: 28px;
    border: 1px solid var(--residua-border-strong);
    border-radius: 4px;
    background: var(--residua-background);
    color: var(--residua-text);
    font: inherit;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--residua-space-2);
    margin-inline-start: auto;
  }

  .problem {
    color: var(--residua-caution);
  }

  p:empty {
    display: none;
  }

  .paper {
    max-height: 56vh;
    padding: 24px;
    border-radius: var(--residua-radius);
    background: #5b6570;
    overflow: auto;
  }

  .paper residua-report-sheet {
    padding: 12mm;
    box-sizing: content-box;
    margin-inline: auto;
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.5);
    zoom: 0.75;
  }
`;
