import { css } from "lit";

export const viewportStyles = css`
  :host {
    position: relative;
    overflow: hidden;
    background: #000;
  }

  .stage {
    position: absolute;
    inset: 0;
    touch-action: none;
    user-select: none;
  }

  .stage:focus-visible {
    outline-offset: -2px;
  }

  .corner {
    position: absolute;
    max-width: 45%;
    color: #d5dde6;
    font-size: 12px;
    line-height: 1.45;
    text-shadow:
      0 0 3px #000,
      0 0 3px #000,
      0 1px 2px #000;
    overflow-wrap: anywhere;
    pointer-events: none;
  }

  .strong {
    font-weight: 600;
  }

  .corner.top {
    top: 10px;
  }

  .corner.bottom {
    bottom: 10px;
  }

  .corner.left {
    left: 12px;
  }

  .corner.right {
    right: 12px;
    text-align: right;
  }

  .corner span + span {
    margin-left: 6px;
  }

  .edge {
    position: absolute;
    color: #9fb0c2;
    font-size: 13px;
    font-weight: 600;
    text-shadow: 0 0 3px #000;
    pointer-events: none;
  }

  .edge.top {
    top: 8px;
    left: 50%;
  }

  .edge.bottom {
    bottom: 8px;
    left: 50%;
  }

  .edge.left {
    left: 12px;
    top: 50%;
  }

  .edge.right {
    right: 12px;
    top: 50%;
  }

  .examination span {
    margin-left: 6px;
    padding: 0 6px;
    border-radius: 3px;
    background: var(--residua-surface-raised);
    color: var(--residua-text);
    font-weight: 600;
    text-shadow: none;
  }

  .examination .prior {
    background: var(--residua-caution-quiet);
    color: var(--residua-caution);
  }

  .dropping {
    position: absolute;
    inset: 0;
    border: 2px dashed var(--residua-focus);
    pointer-events: none;
  }

  .empty,
  .failed {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    margin: 0;
    padding: var(--residua-space-3);
    background: #000;
    color: var(--residua-text-quiet);
    text-align: center;
    pointer-events: none;
  }
`;
