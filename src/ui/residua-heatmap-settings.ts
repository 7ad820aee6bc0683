import { localized } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { LoadedModel } from "../inference/engine.ts";
import { calibratedThreshold } from "../scoring/calibrated-threshold.ts";
import { mapNames } from "../scoring/maps.ts";
import { coloursOf } from "./colormaps.ts";
import type { OverlayStyle } from "./panel-data.ts";
import { findingsStyles } from "./residua-findings.styles.ts";
import "./residua-legend.ts";
import "./residua-map-controls.ts";
import "./residua-slice-smoothing.ts";
import { mapText } from "./texts/map-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * The scale of the heatmap, what its numbers mean, and how it is drawn. The scale is the model's, the same for every
 * image.
 *
 * @event residua-overlay-style - The user changed something; `change` holds only that.
 */
@customElement("residua-heatmap-settings")
@localized()
export class ResiduaHeatmapSettings extends LitElement {
  static override readonly styles = [sharedStyles, findingsStyles];

  @property({ attribute: false }) overlayStyle: OverlayStyle | undefined;
  @property({ attribute: false }) model: LoadedModel | undefined;
  /** The host's key from one way of drawing to the next. */
  @property() drawingShortcut = "";
  /** mm between the slices of the volume on the screen; undefined on stacks. */
  @property({ type: Number }) sliceSpacing: number | undefined;

  override render(): TemplateResult | typeof nothing {
    const { overlayStyle: style, model } = this;
    if (!style || !model) return nothing;
    const scale = model.maps[style.map];
    const calibrated = calibratedThreshold(model, style.map);
    const shown =
      style.threshold === "off" ? undefined : style.threshold === "calibrated" ? calibrated : style.threshold;
    return html`${
      scale === undefined
        ? nothing
        : html`<residua-legend
              colormap=${coloursOf(style.map, style.colormap)}
              .lower=${scale.display.lower}
              .upper=${scale.display.upper}
              .threshold=${shown}
              unit=${scale.unit}
            ></residua-legend>
            <p class="quiet">${mapText(style.map).meaning}</p>`
    }
      <residua-map-controls
        .overlayStyle=${style}
        .maps=${mapNames.filter((map) => model.maps[map] !== undefined)}
        .calibrated=${calibrated === undefined ? undefined : { falsePositivePixels: model.threshold.falsePositivePixels, value: calibrated }}
        .minimum=${style.map === "signed" ? 0 : (scale?.display.lower ?? 0)}
        .maximum=${scale?.display.upper ?? 1}
        unit=${scale?.unit ?? ""}
        drawingShortcut=${this.drawingShortcut}
      ></residua-map-controls>
      <residua-slice-smoothing
        .value=${style.smoothingMm ?? 0}
        .sliceSpacing=${this.sliceSpacing}
      ></residua-slice-smoothing>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-heatmap-settings": ResiduaHeatmapSettings;
  }
}
