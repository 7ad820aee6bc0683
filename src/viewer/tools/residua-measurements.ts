import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { repeat } from "lit/directives/repeat.js";
import "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type MeasurementCommand, MeasurementEvent } from "../events/measurement-event.ts";
import { measurementLines, measureToolText } from "../texts/measurement-text.ts";
import type { Measurement } from "./measurement.ts";
import { measurementsStyles } from "./residua-measurements.styles.ts";

/**
 * What has been measured on a series. Empty while there is nothing.
 *
 * @event residua-measurement - One is to be shown or deleted, or all are to be deleted or saved.
 * @csspart measurement - Each entry.
 */
@customElement("residua-measurements")
@localized()
export class ResiduaMeasurements extends LitElement {
  static override readonly styles = [sharedStyles, measurementsStyles];

  @property({ attribute: false }) measurements: readonly Measurement[] = [];
  /** Of the series, in order. */
  @property({ attribute: false }) imageIds: readonly string[] = [];
  /** The one that is marked on the image. */
  @property() selected: string | undefined;

  override render(): TemplateResult | typeof nothing {
    if (this.measurements.length === 0) return nothing;
    return html`<h2 id="title">${msg("Measurements")}</h2>
      <ol aria-labelledby="title">
        ${repeat(
          this.measurements,
          ({ id }) => id,
          (measurement) => this.#entry(measurement),
        )}
      </ol>
      <div class="actions">
        ${this.#action("save-csv", "CSV", msg("Save the measurements as CSV"))}
        ${this.#action("save-json", "JSON", msg("Save the measurements as JSON"))}
        ${this.#action("delete-all", msg("Delete all"), msg("Delete all measurements of this series"))}
      </div>`;
  }

  #entry(measurement: Measurement): TemplateResult {
    const { id, tool, label, values } = measurement;
    const selected = id === this.selected;
    const kind = measureToolText(tool);
    return html`<li class=${classMap({ selected })} part="measurement">
      <button
        class="show"
        type="button"
        aria-current=${selected ? "true" : "false"}
        @click=${() => this.dispatchEvent(new MeasurementEvent("show", id))}
      >
        <span>${label || kind}</span>
        <span class="quiet number">${this.#place(measurement)}</span>
        ${values ? html`<span class="values number">${measurementLines(values).join(", ")}</span>` : nothing}
      </button>
      <button
        class="delete"
        type="button"
        aria-label=${msg(str`Delete: ${label || kind}`)}
        @click=${() => this.dispatchEvent(new MeasurementEvent("delete", id))}
      >
        <wa-icon name="close"></wa-icon>
      </button>
    </li>`;
  }

  #place({ imageId }: Measurement): string {
    const index = this.imageIds.indexOf(imageId ?? "");
    return index === -1 ? msg("across images") : msg(str`Image ${index + 1}`);
  }

  #action(command: MeasurementCommand, text: string, label: string): TemplateResult {
    return html`<button
      type="button"
      data-command=${command}
      aria-label=${label}
      title=${label}
      @click=${() => this.dispatchEvent(new MeasurementEvent(command))}
    >
      ${text}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-measurements": ResiduaMeasurements;
  }
}
