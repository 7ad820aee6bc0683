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
    color: var(--residua-text);
  }
`;
