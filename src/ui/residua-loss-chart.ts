import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatNumber } from "./localization/format.ts";
import { averagePoints, type LossPoint, roundTicks } from "./loss-points.ts";
import { lossChartStyles } from "./residua-loss-chart.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

type CurveName = Exclude<keyof LossPoint, "step">;

/** A strip of the drawing, in its own units, with the curves that share its scale. */
interface Strip {
  readonly top: number;
  readonly height: number;
  readonly curves: readonly CurveName[];
}

const width = 640;
const height = 260;
const left = 48;
const right = width - 8;
const strips: readonly Strip[] = [
  { top: 8, height: 136, curves: ["loss", "reconstruction"] },
  { top: 164, height: 68, curves: ["kl"] },
];
const maximumPoints = 300;
/** The first steps are far off: they would flatten the rest. */
const shownShare = 0.98;

/**
 * The curves of a training that goes on: loss and reconstruction on one scale, the KL divergence on its own below.
 *
 * @csspart plot - The drawing.
 */
@customElement("residua-loss-chart")
@localized()
export class ResiduaLossChart extends LitElement {
  static override readonly styles = [sharedStyles, lossChartStyles];

  /** Ascending in steps. */
  @property({ attribute: false }) points: readonly LossPoint[] = [];
  /** Of the whole run. */
  @property({ type: Number }) steps = 0;
  @property({ type: Number }) epochs = 0;

  override render(): TemplateResult {
    const points = averagePoints(this.points, maximumPoints);
    return html`<figure>
      <figcaption class="legend">
        ${this.#key("loss", msg("Loss"))}
        ${this.#key("reconstruction", msg("Reconstruction, a pixel"))}
        ${this.#key("kl", msg("KL divergence, nats an image"))}
      </figcaption>
      <svg part="plot" class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label=${this.#summary()}>
        ${strips.map((strip) => this.#strip(strip, points))} ${this.#epochs()}
      </svg>
    </figure>`;
  }

  #key(name: CurveName, text: string): TemplateResult {
    return html`<span
      ><svg viewBox="0 0 22 8" aria-hidden="true"><line class="curve ${name}" x1="0" x2="22" y1="4" y2="4" /></svg
      >${text}</span
    >`;
  }

  #summary(): string {
    const last = this.points.at(-1);
    if (!last) return msg("Loss curve, empty until the first step");
    const figure = (value: number) => formatNumber(value, { maximumFractionDigits: 3 });
    const step = formatNumber(Math.round(last.step));
    return msg(
      str`Loss curve after step ${step}: loss ${figure(last.loss)}, reconstruction ${figure(last.reconstruction)}, KL divergence ${figure(last.kl)} nats`,
    );
  }

  #x(step: number): number {
    return left + ((right - left) * step) / Math.max(1, this.steps);
  }

  #strip({ top, height: tall, curves }: Strip, points: readonly LossPoint[]): SVGTemplateResult {
    const { lower, upper } = rangeOf(points, curves);
    const y = (value: number) =>
      top + tall * (1 - Math.min(1, Math.max(0, (value - lower) / (upper - lower))));
    const ticks = roundTicks(lower, upper, tall > 100 ? 4 : 2);
    return svg`<g>
      <line class="grid" x1=${left} x2=${right} y1=${top + tall} y2=${top + tall} />
      ${ticks.map(
        (tick) => svg`<line class="grid" x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)} />
          <text x=${left - 6} y=${y(tick) + 4} text-anchor="end">${formatNumber(tick)}</text>`,
      )}
      ${curves.map(
        (name) =>
          svg`<path class="curve ${name}" d=${path(points.map((point) => [this.#x(point.step), y(point[name])]))} />`,
      )}
    </g>`;
  }

  #epochs(): SVGTemplateResult {
    const ticks = roundTicks(0, this.epochs, 8).filter((tick) => Number.isInteger(tick));
    const at = (epoch: number) => left + ((right - left) * epoch) / Math.max(1, this.epochs);
    return svg`${ticks.map(
      (tick) => svg`<text x=${at(tick)} y=${height - 12} text-anchor="middle">${formatNumber(tick)}</text>`,
    )}<text x=${right} y=${height - 1} text-anchor="end">${msg("Epoch")}</text>`;
  }
}

function rangeOf(points: readonly LossPoint[], curves: readonly CurveName[]) {
  const values = points.flatMap((point) => curves.map((name) => point[name])).filter(Number.isFinite);
  if (values.length === 0) return { lower: 0, upper: 1 };
  values.sort((a, b) => a - b);
  const lower = values[0]!;
  const upper = values[Math.floor((values.length - 1) * shownShare)]!;
  const margin = Math.max((upper - lower) * 0.05, Math.abs(upper) * 0.01, 1e-3);
  return { lower: lower - margin, upper: upper + margin };
}

function path(points: readonly (readonly [x: number, y: number])[]): string {
  const drawn = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const line = drawn
    .map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join("");
  // A line of no length has round ends: a single step is a dot.
  return drawn.length === 1 ? `${line}h0` : line;
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-loss-chart": ResiduaLossChart;
  }
}
