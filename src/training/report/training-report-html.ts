import { escapeHtml, htmlPage } from "../../evaluation/html-page.ts";
import { curvesSection } from "./curves-section.ts";
import { picturesSection } from "./pictures-section.ts";
import { qualitySection } from "./quality-section.ts";
import { runSection } from "./run-section.ts";
import type { TrainingReport } from "./training-report.ts";

/** A training run as one page that needs nothing but itself: no script, no request, the pictures inside. */
export function trainingReportHtml(report: TrainingReport): string {
  const name = `${report.model.id} ${report.model.version}`;
  return htmlPage({
    title: `Training of ${name}`,
    pictures: true,
    styles,
    body: `<h1>Training of ${escapeHtml(name)}</h1>
<p class="notice">Not for diagnostic use</p>
${runSection(report)}
${curvesSection(report)}
${qualitySection(report)}
${picturesSection(report)}`,
  });
}

const styles = `
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1rem; }
.charts figure { margin: 0; } .charts svg { max-width: 100%; height: auto; }
.curve-1 { stroke: #c2570c; stroke-dasharray: 6 3; } circle.curve-0 { fill: #0a7ea4; } circle.curve-1 { fill: #c2570c; }
pre { padding: .6rem .8rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); white-space: pre-wrap; }
dd { overflow-wrap: anywhere; } table { margin-top: 1rem; }
img { display: block; max-width: 100%; height: auto; image-rendering: pixelated; } .pictures img { max-width: none; }
.pictures td { padding: .15rem .5rem .15rem 0; white-space: normal; } .pictures th { vertical-align: middle; }
.note { font-weight: 400; opacity: .75; font-size: .9rem; white-space: nowrap; } .scroll { overflow-x: auto; }
summary { cursor: pointer; margin-top: .75rem; }
`;
