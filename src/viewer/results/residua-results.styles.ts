import { css } from "lit";

export const resultsStyles = css`
  .box {
    display: grid;
    gap: var(--residua-space-4);
  }

  fieldset {
    display: grid;
    gap: var(--residua-space-2);
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    margin-bottom: var(--residua-space-2);
    padding: 0;
    font-weight: 600;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
    gap: var(--residua-space-3);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--residua-space-2) var(--residua-space-3);
  }

  .busy {
    display: grid;
    gap: var(--residua-space-2);
    justify-items: start;
  }

  wa-progress-bar {
    width: 100%;
  }

  p,
  ul {
    margin: 0;
  }

  ul {
    padding-left: var(--residua-space-4);
  }

  li {
    overflow-wrap: anywhere;
  }
`;
