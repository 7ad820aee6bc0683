import { css } from "lit";

/** What every element of the interface starts from. */
export const sharedStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  h2,
  h3 {
    font-size: var(--residua-text-small);
    font-weight: 600;
    letter-spacing: 0.02em;
    color: var(--residua-text-quiet);
  }

  a {
    color: var(--residua-accent-text);
  }

  button.link {
    width: fit-content;
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--residua-accent-text);
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
  }

  summary {
    min-height: 24px;
    line-height: 24px;
    cursor: pointer;
  }

  :focus-visible {
    outline: 2px solid var(--residua-focus);
    outline-offset: 1px;
  }

  /* Where the system forces its colours, backgrounds that tell a state from another are gone. */
  @media (forced-colors: active) {
    button:is([aria-pressed="true"], [aria-checked="true"], [aria-expanded="true"]) {
      forced-color-adjust: none;
      background: Highlight !important;
      color: HighlightText !important;
    }

    /* Web Awesome gives a system colour to the thumb of a switch that is on alone. */
    wa-switch::part(thumb) {
      background-color: ButtonText;
    }
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .quiet {
    color: var(--residua-text-quiet);
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  kbd {
    padding: 0 5px;
    border: 1px solid var(--residua-border-strong);
    border-radius: 4px;
    background: var(--residua-background);
    color: var(--residua-text-quiet);
    font: 500 11px / 1.5 var(--residua-font);
  }
`;
