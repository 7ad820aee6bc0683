import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { colormapGradient, divergingColours, type HeatmapColours } from "./colormaps.ts";
import { formatMeasure } from "./localization/format.ts";
import { legendStyles } from "./residua-legend.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * The heatmap's colours with their values. The range is the calibrated one, the same for every image: a colour
 * means the same number everywhere. Where the colours count both ways, the threshold lies on either side of zero.
 *
 * @csspart bar - The bar of colours.
 * @csspart mark - The line at the threshold.
 * @cssproperty [--residua-legend-height=10px] - The bar's height.
 */
@customElement("residua-legend")
@localized()
export class ResiduaLegend extends LitElement {
  static override readonly styles = [sharedStyles, legendStyles];

  @property() colormap: HeatmapColours = "inferno";
  @property({ type: Number }) lower = 0;
  @property({ type: Number }) upper = 1;
  /** What the numbers mean, as "σ". */
  @property() unit = "";
  /** Nothing below is shown; undefined when the map has no threshold. */
  @property({ type: Number }) threshold: number | undefined;

  override render(): TemplateResult {
    const gradient = colormapGradient(this.colormap);
    const mark = this.#position(this.threshold);
    const from = this.#diverging ? this.#position(this.threshold && -this.threshold) : 0;
    return html`<div role="img" aria-label=${this.#label()}>
      <div class="bar" part="bar" style=${styleMap({ backgroundImage: gradient })}>
        ${
          mark === undefined
            ? ""
            : html`<div class="veil" style=${styleMap(span(from ?? 0, mark))}></div>
              ${from ? html`<div class="mark" style=${styleMap({ left: `${from * 100}%` })}></div>` : ""}
              <div class="mark" part="mark" style=${styleMap({ left: `${mark * 100}%` })}></div>`
        }
      </div>
      <div class="ticks number">
        <span>${this.#diverging ? "≤ " : ""}${this.#value(this.lower)}</span>
        ${
          mark === undefined || mark < 0.12 || mark > 0.82
            ? ""
            : html`<span class="threshold" style=${styleMap({ left: `${mark * 100}%` })}
              >${formatMeasure(this.threshold ?? 0)}</span
            >`
        }
        <span>≥ ${this.#value(this.upper)}</span>
      </div>
    </div>`;
  }

  get #diverging(): boolean {
    return this.colormap === divergingColours;
  }

  /** Where a threshold lies on the bar, 0..1. */
  #position(threshold: number | undefined): number | undefined {
    if (threshold === undefined || this.upper <= this.lower) return undefined;
    return Math.min(1, Math.max(0, (threshold - this.lower) / (this.upper - this.lower)));
  }

  #value(value: number): string {
    return `${formatMeasure(value)} ${this.unit}`.trim();
  }

  #label(): string {
    const lower = this.#value(this.lower);
    const upper = this.#value(this.upper);
    if (this.threshold === undefined) return msg(str`Colour scale from ${lower} to ${upper}`);
    const threshold = this.#value(this.threshold);
    return this.#diverging
      ? msg(str`Colour scale from ${lower} to ${upper}; values within ${threshold} of zero are not shown`)
      : msg(str`Colour scale from ${lower} to ${upper}; values below ${threshold} are not shown`);
  }
}

function span(from: number, to: number): Record<string, string> {
  return { left: `${from * 100}%`, width: `${(to - from) * 100}%` };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-legend": ResiduaLegend;
  }
}
