import { css } from "lit";

/** The page on tablets and in narrow windows: from 1180 px down to 1024 x 768 and 768 x 1024. */
export const drawersStyles = css`
  .drawers {
    display: none;
    grid-area: drawers;
    gap: var(--residua-space-2);
    padding: 4px var(--residua-space-2);
    background: var(--residua-surface);
  }

  .drawers button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 32px;
    padding: 0 12px;
    border: 1px solid var(--residua-border-strong);
    border-radius: var(--residua-radius);
    background: var(--residua-surface-raised);
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  .drawers button[aria-expanded="true"] {
    border-color: var(--residua-accent);
    background: var(--residua-accent-quiet);
  }

  .drawer-panel {
    margin-left: auto;
  }

  .left[inert],
  .right[inert] {
    display: none;
  }

  @media (width < 1180px) {
    .app {
      grid-template:
        "top top" auto
        "drawers right" auto
        "centre right" minmax(0, 1fr) / minmax(0, 1fr) 300px;
    }

    .drawers {
      display: flex;
    }

    .drawer-panel {
      display: none !important;
    }

    .left {
      z-index: 2;
      grid-area: centre;
      width: 240px;
      box-shadow: var(--wa-shadow-l);
    }
  }

  @media (width < 900px) {
    .app {
      grid-template:
        "top" auto
        "drawers" auto
        "centre" minmax(0, 1fr)
        "right" minmax(0, 42%) / minmax(0, 1fr);
    }

    .app.panel-closed {
      grid-template:
        "top" auto
        "drawers" auto
        "centre" minmax(0, 1fr) / minmax(0, 1fr);
    }

    .drawer-panel {
      display: inline-flex !important;
    }
  }
`;
