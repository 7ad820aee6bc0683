import { localized, msg } from "@lit/localize";
import { html, LitElement, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { SliceSelectEvent } from "./events/slice-select-event.ts";
import { seriesStripStyles } from "./residua-series-strip.styles.ts";
import type { SeriesImageData } from "./series-data.ts";
import { stripText } from "./texts/series-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** The strip's units across: the threshold lies in the middle, twice the threshold and more at the end. */
const across = 100;
const perLevel = across / 2;
/** Where the ticks of flagged slices begin. */
const flags = 86;
/** A score of 0 is a bar too: it is known. */
const smallestBar = 5;
const page = 10;

/**
 * The series from its first image at the top to its last, each with its score as a bar: the middle is the threshold,
 * the same for every series; never scaled to the highest. Blue below, orange above with a tick at the edge; a dash
 * where there is no score for an image; stripes where it has not been scored. Click, drag or arrow keys go there.
 *
 * @event residua-slice-select - The user goes to an image.
 * @csspart slider - The strip.
 * @csspart current - The mark of the image on the screen.
 */
@customElement("residua-series-strip")
@localized()
export class ResiduaSeriesStrip extends LitElement {
  static override readonly styles = [sharedStyles, seriesStripStyles];

  @property({ attribute: false }) images: readonly SeriesImageData[] = [];
  /** Index of the image on the screen. */
  @property({ type: Number }) current = 0;

  override render(): TemplateResult {
    const count = this.images.length;
    if (count === 0) return html``;
    const place = styleMap({ top: `${(100 * this.current) / count}%`, height: `${100 / count}%` });
    return html`<div
      class="slider"
      part="slider"
      role="slider"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${msg("Images of the series by score")}
      aria-valuemin="1"
      aria-valuemax=${count}
      aria-valuenow=${this.current + 1}
      aria-valuetext=${stripText(this.current, this.images)}
      @keydown=${this.#onKeyDown}
      @pointerdown=${this.#onPointerDown}
      @pointermove=${this.#onPointerMove}
    >
      ${this.#bars(count)}
      <div class="current" part="current" style=${place}></div>
    </div>`;
  }

  #bars(count: number): TemplateResult {
    const paths = { track: "", below: "", above: "", none: "", flag: "" };
    this.images.forEach((image, index) => {
      if (image.state === "unknown") return;
      paths.track += bar(index, 0, across);
      if (image.state !== "scored") {
        paths.none += bar(index, perLevel - 8, perLevel + 8);
        return;
      }
      const end = Math.min(across, Math.max(smallestBar, perLevel * image.level));
      if (image.above) {
        paths.above += bar(index, 0, end);
        paths.flag += `M${flags} ${index + 0.5}H${across}`;
      } else {
        paths.below += bar(index, 0, end);
      }
    });
    return html`<svg viewBox="0 0 ${across} ${count}" preserveAspectRatio="none" aria-hidden="true">
      ${Object.entries(paths).map(([name, d]) => (d === "" ? "" : svg`<path class=${name} d=${d}></path>`))}
      <line class="threshold" x1=${perLevel} x2=${perLevel} y1="0" y2=${count}></line>
    </svg>`;
  }

  #go(index: number): void {
    const inside = Math.min(this.images.length - 1, Math.max(0, index));
    if (inside !== this.current) this.dispatchEvent(new SliceSelectEvent(inside));
  }

  #indexAt({ clientY }: PointerEvent): number {
    const { top, height } = this.renderRoot.querySelector(".slider")!.getBoundingClientRect();
    return Math.floor(((clientY - top) / height) * this.images.length);
  }

  readonly #onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#go(this.#indexAt(event));
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    const slider = event.currentTarget as HTMLElement;
    const index = Math.min(this.images.length - 1, Math.max(0, this.#indexAt(event)));
    slider.title = stripText(index, this.images);
    if (slider.hasPointerCapture(event.pointerId)) this.#go(index);
  };

  /** Down goes down the strip, as the page's own arrow keys go through the series. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const { current } = this;
    const index = {
      ArrowDown: current + 1,
      ArrowRight: current + 1,
      ArrowUp: current - 1,
      ArrowLeft: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: this.images.length - 1,
    }[event.key];
    if (index === undefined) return;
    event.preventDefault();
    this.#go(index);
  };
}

/** A rectangle over one slice. */
function bar(index: number, from: number, to: number): string {
  return `M${from} ${index}H${to}v1H${from}z`;
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-series-strip": ResiduaSeriesStrip;
  }
}
