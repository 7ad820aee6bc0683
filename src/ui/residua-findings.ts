import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { FramePlane } from "../imaging/frame.ts";
import { explain } from "../scoring/explain.ts";
import type { ImageResult } from "../scoring/result.ts";
import { formatMeasure } from "./localization/format.ts";
import type { ShownRegions } from "./panel-data.ts";
import { findingsStyles } from "./residua-findings.styles.ts";
import "./residua-regions.ts";
import { explanationText } from "./texts/explanation-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * The regions above the threshold that is shown, which threshold that is, and what makes the image unusual.
 *
 * @event residua-region-select - The user chose a region.
 * @event residua-region-focus - The keyboard has come to a region.
 */
@customElement("residua-findings")
@localized()
export class ResiduaFindings extends LitElement {
  static override readonly styles = [sharedStyles, findingsStyles];

  @property({ attribute: false }) result: ImageResult | undefined;
  /** Those above the threshold that is shown; by default the result's own, above the calibrated one. */
  @property({ attribute: false }) regions: ShownRegions | undefined;
  @property({ type: Number }) selected: number | undefined;
  /** Of the anomaly map. */
  @property() unit = "";
  /** Where the image lies in the patient, for the words that say where a region is. */
  @property({ attribute: false }) plane: FramePlane | undefined;

  override render(): TemplateResult | typeof nothing {
    const { result } = this;
    if (!result) return nothing;
    const { regions, threshold } = this.regions ?? result;
    const explanation = explain({ ...result, regions }, this.plane);
    return html`<section aria-labelledby="regions">
      <h2 id="regions">${this.#title(threshold, result.threshold)}</h2>
      <residua-regions
        .regions=${regions}
        .selected=${this.selected}
        unit=${this.unit}
      ></residua-regions>
      ${
        explanation === undefined
          ? nothing
          : html`<p class="quiet">${explanationText(explanation, this.unit)}</p>`
      }
    </section>`;
  }

  #title(threshold: number, calibrated: number): string {
    if (threshold === calibrated) return msg("Regions above the calibrated threshold");
    const value = `${formatMeasure(threshold)} ${this.unit}`.trim();
    return msg(str`Regions above ${value}, a threshold set by hand`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-findings": ResiduaFindings;
  }
}
