import { css } from "lit";

export const viewerStyles = css`
  :host {
    height: 100dvh;
    background: var(--residua-background);
  }

  .app {
    display: grid;
    grid-template: "top top top" auto "left centre right" minmax(0, 1fr) / 212px minmax(0, 1fr) 312px;
    gap: 1px;
    height: 100%;
    background: var(--residua-border);
  }

  .top {
    grid-area: top;
  }

  .left {
    grid-area: left;
    display: flex;
    flex-direction: column;
    gap: var(--residua-space-4);
    padding: var(--residua-space-3) var(--residua-space-2);
    background: var(--residua-surface);
    overflow-y: auto;
    scrollbar-color: var(--residua-border-strong) transparent;
    scrollbar-width: thin;
  }

  .left section {
    display: grid;
    gap: var(--residua-space-2);
  }

  .left h2 {
    padding-inline: 4px;
  }

  .centre {
    position: relative;
    grid-area: centre;
    min-width: 0;
    background: #000;
  }

  .start {
    position: absolute;
    inset: 0;
  }

  .strip {
    position: absolute;
    inset: 0 0 0 auto;
  }

  .start {
    background: var(--residua-background);
  }

  .messages {
    position: absolute;
    inset: auto 12px 12px;
    display: grid;
    gap: var(--residua-space-2);
    width: min(460px, calc(100% - 24px));
    margin-inline: auto;
  }

  residua-file-report {
    max-height: min(300px, 45vh);
  }

  .system {
    --width: 760px;
  }

  .report {
    --width: 860px;
  }

  .pin {
    justify-self: center;
    margin-bottom: var(--residua-space-4);
    padding: 3px 10px;
    border-radius: 12px;
    background: var(--residua-surface-raised);
    font-size: var(--residua-text-small);
  }

  .system h2 {
    margin-block: var(--residua-space-6) var(--residua-space-3);
    font-size: var(--residua-text-large);
    color: var(--residua-text);
  }

  .system h2:first-child {
    margin-top: 0;
  }

  .right {
    grid-area: right;
    min-height: 0;
    background: var(--residua-surface);
  }

  .truth {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--residua-space-2);
    min-height: 28px;
  }

  .truth wa-switch {
    --width: 34px;
    --height: 19px;
    --thumb-size: 13px;
  }
`;
