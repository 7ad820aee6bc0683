import { css } from "lit";

export const mapControlsStyles = css`
  :host {
    display: grid;
    gap: 10px;
  }

  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--residua-space-3);
  }

  wa-select::part(form-control-label) {
    margin-bottom: 3px;
    color: var(--residua-text-quiet);
    font-size: var(--residua-text-small);
  }

  wa-select {
    min-width: 0;
  }

  .field {
    display: grid;
    grid-template-columns: 1fr auto;
    row-gap: 6px;
  }

  .name {
    color: var(--residua-text-quiet);
    font-size: var(--residua-text-small);
    font-weight: 500;
  }

  .value {
    font-size: var(--residua-text-small);
  }

  wa-slider {
    grid-column: 1 / -1;
    --track-size: 4px;
    --thumb-width: 14px;
    --thumb-height: 14px;
  }

  /* The name and the value stand in one row above; the label stays for screen readers. */
  wa-slider::part(label) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .calibrated {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--residua-space-2);
    min-height: 22px;
    margin-top: -4px;
    font-size: 11px;
  }
`;
