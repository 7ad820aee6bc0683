import { css } from "lit";

/** One viewport, or several with a line between them; three planes with the axial one large. */
export const pageLayoutStyles = css`
  .viewports {
    position: absolute;
    inset: 0;
    display: grid;
    gap: 2px;
    background: var(--residua-border);
  }

  .striped .viewports {
    right: 35px;
  }

  .layout-1x2 {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }

  .layout-2x2 {
    grid-template: repeat(2, minmax(0, 1fr)) / repeat(2, minmax(0, 1fr));
  }

  .layout-mpr {
    grid-template: repeat(2, minmax(0, 1fr)) / minmax(0, 3fr) minmax(0, 2fr);
  }

  .layout-mpr residua-viewport:first-of-type {
    grid-row: span 2;
  }

  .viewports residua-viewport {
    display: block;
    min-width: 0;
    min-height: 0;
  }

  .viewports residua-viewport.active::after {
    content: "";
    position: absolute;
    inset: 0;
    border: 2px solid var(--residua-accent);
    pointer-events: none;
  }
`;
