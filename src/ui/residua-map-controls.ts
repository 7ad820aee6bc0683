import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import "@awesome.me/webawesome/dist/components/slider/slider.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import { type MapName, mapNames } from "../scoring/maps.ts";
import { type ColormapName, colormapNames, coloursOf } from "./colormaps.ts";
import { OverlayStyleEvent } from "./events/overlay-style-event.ts";
import { formatMeasure, formatNumber, formatShare } from "./localization/format.ts";
import { currentLanguage } from "./localization/language.ts";
import { drawings, type OverlayStyle } from "./panel-data.ts";
import { mapControlsStyles } from "./residua-map-controls.styles.ts";
import { colormapText } from "./texts/colormap-text.ts";
import { drawingText } from "./texts/drawing-text.ts";
import { mapText } from "./texts/map-text.ts";
import { segmentsStyles } from "./theme/segments.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** The shown map's threshold from healthy images, in the map's units. */
interface CalibratedThreshold {
  readonly falsePositivePixels: number;
  readonly value: number;
}

/**
 * Which map is painted and how: map, colours, filled or in outline, opacity, threshold.
 *
 * @event residua-overlay-style - The user changed something; `change` holds only that.
 * @csspart field - Each labelled control.
 */
@customElement("residua-map-controls")
@localized()
export class ResiduaMapControls extends LitElement {
  static override readonly styles = [sharedStyles, segmentsStyles, mapControlsStyles];

  @property({ attribute: false }) overlayStyle: OverlayStyle | undefined;
  /** The maps this model gives. */
  @property({ attribute: false }) maps: readonly MapName[] = mapNames;
  @property({ attribute: false }) calibrated: CalibratedThreshold | undefined;
  /** The range in which a threshold can be set, in the shown map's units. */
  @property({ type: Number }) minimum = 0;
  @property({ type: Number }) maximum = 1;
  @property() unit = "";
  @property({ type: Boolean }) disabled = false;
  /** The host's key from one way of drawing to the next. */
  @property() drawingShortcut = "";

  override render(): TemplateResult {
    const style = this.overlayStyle;
    if (style === undefined) return html``;
    // The select keeps the chosen option's text: in another language it has to begin anew.
    return html`${keyed(currentLanguage(), this.#choices(style))}
      ${this.#drawing(style)}
      <div class="pair">${this.#opacity(style)} ${this.#threshold(style)}</div>
      ${this.#calibration(style)}`;
  }

  #choices(style: OverlayStyle): TemplateResult {
    return html`<div class="pair">
        <wa-select
          part="field"
          size="s"
          label=${msg("Map")}
          ?disabled=${this.disabled}
          .value=${live(style.map)}
          @change=${this.#onMap}
        >
          ${this.maps.map((map) => html`<wa-option value=${map}>${mapText(map).name}</wa-option>`)}
        </wa-select>
        <wa-select
          part="field"
          size="s"
          label=${msg("Colours")}
          ?disabled=${this.disabled || coloursOf(style.map, style.colormap) !== style.colormap}
          .value=${live(style.colormap)}
          @change=${this.#onColormap}
        >
          ${colormapNames.map((name) => html`<wa-option value=${name}>${colormapText(name)}</wa-option>`)}
        </wa-select>
      </div>`;
  }

  #drawing({ drawing: drawn }: OverlayStyle): TemplateResult {
    return html`<div class="segments" part="field" role="group" aria-label=${msg("How the map is drawn")}>
      ${drawings.map(
        (drawing) => html`<button
          type="button"
          aria-pressed=${drawing === drawn ? "true" : "false"}
          ?disabled=${this.disabled}
          @click=${() => this.#change(undefined, { drawing })}
        >
          ${drawingText(drawing)}
        </button>`,
      )}
      ${this.drawingShortcut ? html`<kbd aria-hidden="true">${this.drawingShortcut}</kbd>` : ""}
    </div>`;
  }

  #opacity(style: OverlayStyle): TemplateResult {
    return html`<div class="field" part="field">
      <span class="name" aria-hidden="true">${msg("Opacity")}</span>
      <output class="value number" aria-hidden="true">${formatShare(style.opacity)}</output>
      <wa-slider
        size="s"
        label=${msg("Opacity")}
        min="0"
        max="1"
        step="0.05"
        ?disabled=${this.disabled || style.drawing === "outline"}
        .valueFormatter=${(value: number) => formatShare(value)}
        .value=${live(style.opacity)}
        @input=${this.#onOpacity}
      ></wa-slider>
    </div>`;
  }

  #threshold(style: OverlayStyle): TemplateResult {
    const { calibrated } = this;
    if (calibrated === undefined) return html``;
    const value =
      style.threshold === "calibrated"
        ? calibrated.value
        : style.threshold === "off"
          ? this.minimum
          : style.threshold;
    const format = (shown: number) =>
      `${formatNumber(shown, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${this.unit}`.trim();
    return html`<div class="field" part="field">
      <span class="name" aria-hidden="true">${msg("Threshold")}</span>
      <output class="value number" aria-hidden="true">${format(value)}</output>
      <wa-slider
        size="s"
        label=${msg("Threshold")}
        min=${this.minimum}
        max=${this.maximum}
        step=${(this.maximum - this.minimum) / 200}
        ?disabled=${this.disabled}
        .valueFormatter=${format}
        .value=${live(value)}
        @input=${this.#onThreshold}
      ></wa-slider>
    </div>`;
  }

  /** What the threshold means, and the way back to the calibrated one. */
  #calibration(style: OverlayStyle): TemplateResult {
    const { calibrated } = this;
    if (calibrated === undefined) return html``;
    if (style.threshold === "calibrated") {
      const share = formatShare(calibrated.falsePositivePixels);
      return html`<p class="calibrated quiet">${msg(str`Calibrated: ${share} of healthy pixels exceed it`)}</p>`;
    }
    return html`<div class="calibrated quiet">
      ${msg(str`Set by hand; calibrated is ${formatMeasure(calibrated.value)}`)}
      <wa-button size="xs" appearance="outlined" ?disabled=${this.disabled} @click=${this.#onReset}
        >${msg("Reset")}</wa-button
      >
    </div>`;
  }

  #change(event: Event | undefined, change: Partial<OverlayStyle>): void {
    event?.stopPropagation();
    this.dispatchEvent(new OverlayStyleEvent(change));
  }

  readonly #onMap = (event: Event): void => {
    const map = mapNames.find((name) => name === controlValue(event));
    if (map) this.#change(event, { map });
  };

  readonly #onColormap = (event: Event): void => {
    const colormap: ColormapName | undefined = colormapNames.find((name) => name === controlValue(event));
    if (colormap) this.#change(event, { colormap });
  };

  readonly #onOpacity = (event: Event): void => this.#change(event, { opacity: Number(controlValue(event)) });

  readonly #onThreshold = (event: Event): void =>
    this.#change(event, { threshold: Number(controlValue(event)) });

  readonly #onReset = (): void => this.#change(undefined, { threshold: "calibrated" });
}

function controlValue(event: Event): unknown {
  return (event.currentTarget as HTMLElement & { value: unknown }).value;
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-map-controls": ResiduaMapControls;
  }
}
