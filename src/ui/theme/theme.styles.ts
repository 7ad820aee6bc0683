import { css } from "lit";

/**
 * The design tokens, on the outermost element of an interface (`residua-panel`, `residua-viewer`); the elements
 * inside inherit them. Set any `--residua-*` property on that element to change the look. Web Awesome's own
 * tokens are derived from these, so that its components need no style sheet in the host's page.
 *
 * Dark only: radiographs are read in dim rooms.
 */
export const themeStyles = css`
  :host {
    --residua-background: #0b0e12;
    --residua-surface: #12171d;
    --residua-surface-raised: #1a2129;
    --residua-surface-hover: #212a34;
    --residua-border: #2a333e;
    --residua-border-strong: #465464;
    --residua-text: #e8edf3;
    --residua-text-quiet: #a3b0bf;
    --residua-accent: #3d7fc4;
    --residua-accent-text: #86bdf2;
    --residua-accent-quiet: #16283b;
    --residua-caution: #e3b04b;
    --residua-caution-quiet: #2c2413;
    --residua-danger: #f08a8a;
    --residua-danger-quiet: #321a1c;
    --residua-ok: #6cc39a;
    --residua-focus: #8cc4ff;
    --residua-radius: 6px;
    --residua-font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei",
      "Noto Sans CJK SC", sans-serif;
    --residua-text-small: 12px;
    --residua-text-normal: 13px;
    --residua-text-large: 15px;
    --residua-space-1: 4px;
    --residua-space-2: 8px;
    --residua-space-3: 12px;
    --residua-space-4: 16px;
    --residua-space-6: 24px;

    color-scheme: dark;
    color: var(--residua-text);
    font-family: var(--residua-font);
    font-size: var(--residua-text-normal);
    line-height: 1.45;

    --wa-font-family-body: var(--residua-font);
    --wa-font-family-heading: var(--residua-font);
    --wa-font-size-2xs: 11px;
    --wa-font-size-xs: var(--residua-text-small);
    --wa-font-size-s: var(--residua-text-normal);
    --wa-font-size-m: 14px;
    --wa-font-size-l: var(--residua-text-large);
    --wa-font-size-xl: 18px;
    --wa-font-size-2xl: 22px;
    --wa-font-size-smaller: 0.9em;
    --wa-font-size-larger: 1.15em;
    --wa-font-weight-normal: 400;
    --wa-font-weight-semibold: 500;
    --wa-font-weight-bold: 600;
    --wa-font-weight-body: 400;
    --wa-font-weight-heading: 600;
    --wa-font-weight-action: 500;
    --wa-line-height-condensed: 1.25;
    --wa-line-height-normal: 1.5;
    --wa-line-height-expanded: 1.8;

    --wa-space-3xs: 2px;
    --wa-space-2xs: var(--residua-space-1);
    --wa-space-xs: var(--residua-space-2);
    --wa-space-s: var(--residua-space-3);
    --wa-space-m: var(--residua-space-4);
    --wa-space-l: var(--residua-space-6);
    --wa-space-xl: 32px;
    --wa-space-2xl: 40px;

    --wa-border-style: solid;
    --wa-border-width-s: 1px;
    --wa-border-width-m: 2px;
    --wa-border-width-l: 3px;
    --wa-border-radius-s: 4px;
    --wa-border-radius-m: var(--residua-radius);
    --wa-border-radius-l: 10px;
    --wa-border-radius-pill: 9999px;
    --wa-border-radius-circle: 50%;
    --wa-border-radius-square: 0px;

    --wa-color-focus: var(--residua-focus);
    --wa-focus-ring-style: solid;
    --wa-focus-ring-width: 2px;
    --wa-focus-ring: solid 2px var(--residua-focus);
    --wa-focus-ring-offset: 1px;

    --wa-shadow-s: 0 1px 2px rgb(0 0 0 / 0.4);
    --wa-shadow-m: 0 4px 12px rgb(0 0 0 / 0.45);
    --wa-shadow-l: 0 12px 32px rgb(0 0 0 / 0.55);
    --wa-color-shadow: rgb(0 0 0 / 0.5);
    --wa-transition-easing: ease;
    --wa-transition-slow: 240ms;
    --wa-transition-normal: 140ms;
    --wa-transition-fast: 70ms;

    --wa-color-surface-raised: var(--residua-surface-raised);
    --wa-color-surface-default: var(--residua-surface);
    --wa-color-surface-lowered: var(--residua-background);
    --wa-color-surface-border: var(--residua-border);
    --wa-color-text-normal: var(--residua-text);
    --wa-color-text-quiet: var(--residua-text-quiet);
    --wa-color-text-link: var(--residua-accent-text);
    --wa-color-overlay-modal: rgb(0 0 0 / 0.6);
    --wa-color-overlay-inline: rgb(255 255 255 / 0.06);
    --wa-color-mix-hover: white 10%;
    --wa-color-mix-active: black 10%;

    --wa-color-brand-fill-quiet: var(--residua-accent-quiet);
    --wa-color-brand-fill-normal: #1d3c5c;
    --wa-color-brand-fill-loud: #2f6fb3;
    --wa-color-brand-border-quiet: #1d3c5c;
    --wa-color-brand-border-normal: #2b5a8a;
    --wa-color-brand-border-loud: var(--residua-accent);
    --wa-color-brand-on-quiet: var(--residua-accent-text);
    --wa-color-brand-on-normal: #b5d8fa;
    --wa-color-brand-on-loud: #ffffff;
    --wa-color-brand-60: var(--residua-accent);
    --wa-color-brand-50: #2f6fb3;

    --wa-color-neutral-fill-quiet: var(--residua-surface-raised);
    --wa-color-neutral-fill-normal: var(--residua-surface-hover);
    --wa-color-neutral-fill-loud: #3d4958;
    --wa-color-neutral-border-quiet: var(--residua-border);
    --wa-color-neutral-border-normal: var(--residua-border);
    --wa-color-neutral-border-loud: var(--residua-border-strong);
    --wa-color-neutral-on-quiet: var(--residua-text-quiet);
    --wa-color-neutral-on-normal: var(--residua-text);
    --wa-color-neutral-on-loud: #ffffff;

    --wa-color-success-fill-quiet: #12281f;
    --wa-color-success-fill-normal: #1a3a2c;
    --wa-color-success-fill-loud: #2a7d57;
    --wa-color-success-border-quiet: #1f4a37;
    --wa-color-success-border-normal: #2a6349;
    --wa-color-success-border-loud: #3a8a66;
    --wa-color-success-on-quiet: var(--residua-ok);
    --wa-color-success-on-normal: #a5e2c5;
    --wa-color-success-on-loud: #ffffff;

    --wa-color-warning-fill-quiet: var(--residua-caution-quiet);
    --wa-color-warning-fill-normal: #43361a;
    --wa-color-warning-fill-loud: #8f6a1c;
    --wa-color-warning-border-quiet: #564519;
    --wa-color-warning-border-normal: #725b21;
    --wa-color-warning-border-loud: #a37f2e;
    --wa-color-warning-on-quiet: var(--residua-caution);
    --wa-color-warning-on-normal: #f3d694;
    --wa-color-warning-on-loud: #ffffff;

    --wa-color-danger-fill-quiet: var(--residua-danger-quiet);
    --wa-color-danger-fill-normal: #4a2326;
    --wa-color-danger-fill-loud: #b23a41;
    --wa-color-danger-border-quiet: #5c2b2f;
    --wa-color-danger-border-normal: #7c373c;
    --wa-color-danger-border-loud: #b0525a;
    --wa-color-danger-on-quiet: var(--residua-danger);
    --wa-color-danger-on-normal: #fbc0c0;
    --wa-color-danger-on-loud: #ffffff;

    --wa-form-control-background-color: var(--residua-background);
    --wa-form-control-border-color: var(--residua-border-strong);
    --wa-form-control-border-style: solid;
    --wa-form-control-border-width: 1px;
    --wa-form-control-border-radius: var(--residua-radius);
    --wa-form-control-activated-color: var(--residua-accent);
    --wa-form-control-label-color: var(--residua-text);
    --wa-form-control-label-font-weight: 500;
    --wa-form-control-label-line-height: 1.25;
    --wa-form-control-value-color: var(--residua-text);
    --wa-form-control-value-font-weight: 400;
    --wa-form-control-value-line-height: 1.25;
    --wa-form-control-hint-color: var(--residua-text-quiet);
    --wa-form-control-hint-font-weight: 400;
    --wa-form-control-hint-line-height: 1.4;
    --wa-form-control-placeholder-color: var(--residua-text-quiet);
    --wa-form-control-padding-block: 0.5em;
    --wa-form-control-padding-inline: 0.75em;
    --wa-form-control-height: round(calc(1em + 1.25em), 1px);
    --wa-form-control-toggle-size: 18px;

    --wa-button-transform-hover: none;
    --wa-button-transform-active: none;
    --wa-panel-border-style: solid;
    --wa-panel-border-width: 1px;
    --wa-panel-border-radius: var(--residua-radius);
    --wa-tooltip-arrow-size: 5px;
    --wa-tooltip-background-color: #303b48;
    --wa-tooltip-border-color: #46535f;
    --wa-tooltip-border-style: solid;
    --wa-tooltip-border-width: 1px;
    --wa-tooltip-border-radius: 4px;
    --wa-tooltip-content-color: var(--residua-text);
    --wa-tooltip-font-size: var(--residua-text-small);
    --wa-tooltip-line-height: 1.4;
  }

  @media (prefers-contrast: more) {
    :host {
      --residua-border: #5d6c7d;
      --residua-border-strong: #8c9bab;
      --residua-text: #ffffff;
      --residua-text-quiet: #d3dce6;
      --residua-accent-text: #b5d8fa;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --wa-transition-slow: 0ms;
      --wa-transition-normal: 0ms;
      --wa-transition-fast: 0ms;
    }
  }
`;
