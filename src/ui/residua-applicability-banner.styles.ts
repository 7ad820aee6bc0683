import { css } from "lit";

export const applicabilityBannerStyles = css`
  wa-callout {
    padding: var(--residua-space-2) var(--residua-space-3);
    font-size: var(--residua-text-small);
    line-height: 1.4;
  }

  .title {
    font-weight: 600;
  }

  ul {
    list-style: none;
  }

  ul,
  p:not(.title) {
    color: var(--residua-text);
  }

  summary {
    width: fit-content;
    margin-top: 4px;
  }

  wa-button {
    margin-top: 6px;
  }
`;
