import { css } from "lit";

/** Paper: dark ink on white, in millimetres and points, whatever the page's theme. */
export const reportSheetStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    width: 186mm;
    background: #ffffff;
    color: #14181d;
    color-scheme: light;
    font:
      9.5pt / 1.45 system-ui,
      -apple-system,
      "Segoe UI",
      Roboto,
      "Noto Sans",
      "PingFang SC",
      "Microsoft YaHei",
      "Noto Sans CJK SC",
      sans-serif;
    print-color-adjust: exact;
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
  dl,
  dd,
  figure {
    margin: 0;
  }

  /* Table groups: what is printed as a footer then stands on every page. */
  article {
    display: table;
    width: 100%;
  }

  .body {
    display: table-row-group;
  }

  .foot {
    display: table-footer-group;
    break-inside: avoid;
    color: #46505c;
    font-size: 7.5pt;
  }

  .foot p {
    padding-top: 3mm;
  }

  .foot p + p {
    padding-top: 0.5mm;
  }

  header {
    display: flex;
    align-items: end;
    justify-content: space-between;
    gap: 6mm;
    padding-bottom: 2.5mm;
    border-bottom: 0.6mm solid #1d4f80;
  }

  h1 {
    font-size: 16pt;
    font-weight: 600;
    line-height: 1.2;
  }

  .notice {
    padding: 1mm 2.5mm;
    border: 0.3mm solid #8a1f1f;
    color: #8a1f1f;
    font-weight: 600;
    white-space: nowrap;
  }

  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.6mm 5mm;
    margin: 4mm 0;
  }

  dt {
    color: #46505c;
  }

  dd {
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }

  h2 {
    margin: 5mm 0 2mm;
    padding-bottom: 0.8mm;
    border-bottom: 0.2mm solid #c3cad2;
    font-size: 11pt;
    font-weight: 600;
    break-after: avoid;
  }

  .summary {
    display: grid;
    gap: 1mm;
  }

  table {
    width: 100%;
    margin-top: 2.5mm;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 0.9mm 2mm 0.9mm 0;
    border-bottom: 0.2mm solid #dfe4e9;
    text-align: start;
  }

  th {
    color: #46505c;
    font-weight: 500;
  }

  figure {
    display: grid;
    grid-template-columns: 58mm 58mm minmax(0, 1fr);
    gap: 4mm;
    margin-bottom: 4mm;
    break-inside: avoid;
  }

  img {
    display: block;
    width: 100%;
    background: #000000;
  }

  h3 {
    font-size: 10pt;
    font-weight: 600;
  }

  figcaption {
    display: grid;
    align-content: start;
    gap: 1mm;
  }

  .regions {
    margin: 1mm 0 0;
    padding: 0;
    list-style: none;
    font-variant-numeric: tabular-nums;
  }

  .uid {
    color: #46505c;
    font-size: 7pt;
    overflow-wrap: anywhere;
  }
`;
