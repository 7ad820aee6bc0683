import { html, type TemplateResult } from "lit";
import type { MeasurementEvent } from "../events/measurement-event.ts";
import type { ImageTools } from "./image-tools.ts";
import "./residua-measurements.ts";

/** What has been measured on the series that is shown. */
export function measurementsView(tools: ImageTools): TemplateResult {
  return html`<residua-measurements
    .measurements=${tools.measurements}
    .imageIds=${tools.imageIds}
    .selected=${tools.selected}
    @residua-measurement=${(event: MeasurementEvent) => tools.obey(event)}
  ></residua-measurements>`;
}
