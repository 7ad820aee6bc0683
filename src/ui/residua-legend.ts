import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { type ColormapName, colormapGradient } from "./colormaps.ts";
import { formatMeasure } from "./localization/format.ts";
import { legendStyles } from "./residua-legend.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * The heatmap's colours with their values. The range is the calibrated one, the same for every image: a colour
 * means the same number everywhere.
 *
 * @csspart bar - The bar of colours.
 * @csspart mark - The line at the threshold.
 * @cssproperty [--residua-legend-height=10px] - The bar's height.
 */
@customElement("residua-legend")
@localized()
export class ResiduaLegend extends LitElement {
  static override readonly styles = [sharedStyles, legendStyles];

  @property() colormap: ColormapName = "inferno";
  @property({ type: Number }) lower = 0;
  @property({ type: Number }) upper = 1;
  /** What the numbers mean, as "σ". */
  @property() unit = "";
  /** Nothing below is shown; undefined when the map has no threshold. */
  @property({ type: Number }) threshold: number | undefined;

  override render(): TemplateResult {
    const gradient = colormapGradient(this.colormap);
    const mark = this.#markPosition();
    return html`<div role="img" aria-label=${this.#label()}>
      <div class="bar" part="bar" style=${styleMap({ backgroundImage: gradient })}>
        ${
          mark === undefined
            ? ""
            : html`<div class="veil" style=${styleMap({ width: `${mark * 100}%` })}></div>
              <div class="mark" part="mark" style=${styleMap({ left: `${mark * 100}%` })}></div>`
        }
      </div>
      <div class="ticks number">
        <span>${this.#value(this.lower)}</span>
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

  /** Where the threshold lies on the bar, 0..1. */
  #markPosition(): number | undefined {
    if (this.threshold === undefined || this.upper <= this.lower) return undefined;
    return Math.min(1, Math.max(0, (this.threshold - this.lower) / (this.upper - this.lower)));
  }

  #value(value: number): string {
    return `${formatMeasure(value)} ${this.unit}`.trim();
  }

  #label(): string {
    const lower = this.#value(this.lower);
    const upper = this.#value(this.upper);
    return this.threshold === undefined
      ? msg(str`Colour scale from ${lower} to ${upper}`)
      : msg(
          str`Colour scale from ${lower} to ${upper}; values below ${this.#value(this.threshold)} are not shown`,
        );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-legend": ResiduaLegend;
  }
}
