import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { SeriesRegion } from "../scoring/series-regions.ts";
import { SeriesRegionSelectEvent } from "./events/series-region-select-event.ts";
import { formatMeasure, formatNumber } from "./localization/format.ts";
import { seriesRegionsStyles } from "./residua-series-regions.styles.ts";
import { rowsStyles } from "./theme/rows.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** Draws the slice of a region's peak, small, with the region marked. May reject: the picture stays black then. */
export type DrawRegion = (canvas: HTMLCanvasElement, region: SeriesRegion) => Promise<void>;

/** Shown before the user asks for all. */
const shown = 5;
const side = 88;

/**
 * The regions of a series, joined across its images, highest peak first.
 *
 * @event residua-series-region-select - The user chose a region by click or Enter.
 * @csspart region - Each region's button.
 */
@customElement("residua-series-regions")
@localized()
export class ResiduaSeriesRegions extends LitElement {
  static override readonly styles = [sharedStyles, rowsStyles, seriesRegionsStyles];

  @property({ attribute: false }) regions: readonly SeriesRegion[] = [];
  /** Without it there are no pictures. */
  @property({ attribute: false }) drawRegion: DrawRegion | undefined;
  /** Index of the image on the screen: the regions whose peak it holds are marked. */
  @property({ type: Number }) current: number | undefined;
  @property() unit = "";
  @state() private all = false;
  readonly #drawn = new WeakMap<HTMLCanvasElement, string>();
  #drawing = Promise.resolve();

  override render(): TemplateResult {
    const count = this.regions.length;
    if (count === 0) return html`<p class="quiet">${msg("No region above the threshold so far.")}</p>`;
    return html`<ol class="rows">
        ${repeat(this.all ? this.regions : this.regions.slice(0, shown), keyOf, (region) =>
          this.#region(region),
        )}
      </ol>
      ${
        count <= shown
          ? ""
          : html`<button class="link" type="button" aria-expanded=${this.all} @click=${() => this.#toggle()}>
            ${this.all ? msg("Show fewer") : msg(str`Show all ${formatNumber(count)}`)}
          </button>`
      }`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.drawRegion || (!changed.has("regions") && !changed.has("drawRegion") && !this.all)) return;
    for (const canvas of this.renderRoot.querySelectorAll("canvas")) {
      const region = this.regions.find((candidate) => keyOf(candidate) === canvas.dataset.region);
      if (!region || this.#drawn.get(canvas) === keyOf(region)) continue;
      this.#drawn.set(canvas, keyOf(region));
      this.#drawing = this.#drawing.then(() => this.#draw(canvas, region));
    }
  }

  /** Each picture in a task of its own: all of them at once would hold up whoever scrolls. */
  async #draw(canvas: HTMLCanvasElement, region: SeriesRegion): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    if (canvas.isConnected) await this.drawRegion?.(canvas, region).catch(() => undefined);
  }

  #region(region: SeriesRegion): TemplateResult {
    const { parts, peak, peakPart } = region;
    const slices = parts.map(({ slice }) => slice + 1);
    const [first, last] = [Math.min(...slices), Math.max(...slices)];
    return html`<li>
      <button
        class="row"
        type="button"
        part="region"
        aria-current=${peakPart.slice === this.current ? "true" : "false"}
        @click=${() => this.dispatchEvent(new SeriesRegionSelectEvent(region))}
      >
        <canvas width=${side} height=${side} aria-hidden="true" data-region=${keyOf(region)}></canvas>
        <span>
          <span class="line number">
            <span class="size">${sizeText(region)}</span>
            <span><span class="quiet">${msg("peak")}</span> ${formatMeasure(peak)} ${this.unit}</span>
          </span>
          <span class="quiet number">
            ${
              first === last
                ? msg(str`image ${formatNumber(first)}`)
                : msg(
                    str`images ${formatNumber(first)} to ${formatNumber(last)}, peak in ${formatNumber(peakPart.slice + 1)}`,
                  )
            }
          </span>
        </span>
      </button>
    </li>`;
  }

  #toggle(): void {
    this.all = !this.all;
  }
}

/** A region is the same as before as long as its peak is. */
function keyOf({ peakPart }: SeriesRegion): string {
  return `${peakPart.slice}/${peakPart.region}`;
}

function sizeText({ volumeMl, largestAreaMm2 }: SeriesRegion): string {
  if (volumeMl !== undefined) return msg(str`${formatMeasure(volumeMl)} ml`);
  return largestAreaMm2 === undefined ? msg("size unknown") : `${formatMeasure(largestAreaMm2)} mm²`;
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-series-regions": ResiduaSeriesRegions;
  }
}
