import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import "../elements/residua-sample-list.ts";
import "../elements/residua-series-list.ts";
import type { SampleSelectEvent } from "../events/sample-select-event.ts";
import type { SeriesSelectEvent } from "../events/series-select-event.ts";
import type { OpenedStudies } from "./opened-studies.ts";

/**
 * The column of what is open, and of the samples that could be.
 *
 * @param selected `key` of the series in the active viewport
 */
export function studiesView(
  studies: OpenedStudies,
  selected: string | undefined,
  onSeries: (event: SeriesSelectEvent) => void,
): TemplateResult {
  const { series, samples } = studies;
  return html`<section aria-labelledby="series">
      <h2 id="series">${msg("Series")}</h2>
      <residua-series-list
        .series=${series}
        .selected=${selected}
        @residua-series-select=${onSeries}
      ></residua-series-list>
    </section>
    ${
      samples.studies.length === 0 || series.length === 0
        ? nothing
        : html`<section aria-labelledby="samples">
          <h2 id="samples">${msg("Samples")}</h2>
          <residua-sample-list
            compact
            .samples=${samples.studies}
            @residua-sample-select=${(event: SampleSelectEvent) => studies.openSample(event.id)}
          ></residua-sample-list>
        </section>`
    }`;
}
