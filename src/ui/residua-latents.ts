import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { formatNumber } from "./localization/format.ts";
import { latentsStyles } from "./residua-latents.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** KL of each latent dimension, nats: between which values 95 % of healthy images lie. */
export interface HealthyLatents {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

const height = 100;

/**
 * KL of each latent dimension as bars over the range of healthy images, and the same as a table. The scale is the
 * model's: it ends at one and a half times the highest healthy value, on every image.
 *
 * @csspart chart - The drawing.
 */
@customElement("residua-latents")
@localized()
export class ResiduaLatents extends LitElement {
  static override readonly styles = [sharedStyles, latentsStyles];

  /** nats, one a dimension. */
  @property({ attribute: false }) values: ArrayLike<number> = [];
  @property({ attribute: false }) healthy: HealthyLatents | undefined;

  override render(): TemplateResult | typeof nothing {
    const { healthy } = this;
    const values = Array.from(this.values);
    if (!healthy || values.length === 0 || healthy.upper.length !== values.length) return nothing;
    const top = 1.5 * Math.max(...healthy.upper);
    return html`<p>${this.#summary(values, healthy)}</p>
      <svg
        part="chart"
        role="img"
        aria-label=${msg("KL of each latent dimension over the range of healthy images; the table below has the values")}
        viewBox="0 0 ${values.length} ${height}"
        preserveAspectRatio="none"
      >
        ${values.map((value, index) => bar(value, index, healthy, top))}
      </svg>
      <p class="scale quiet number" aria-hidden="true">
        <span>${msg(str`dimension 1 to ${formatNumber(values.length)}`)}</span>
        <span>${msg(str`0 to ${nats(top)} nats`)}</span>
      </p>
      <p class="note quiet">
        ${msg("Grey: where 95 % of healthy images lie. Line: this image. A few dimensions outside are usual.")}
      </p>
      <details>
        <summary>${msg("As a table")}</summary>
        ${this.#table(values, healthy)}
      </details>`;
  }

  #summary(values: readonly number[], healthy: HealthyLatents): string {
    const outside = formatNumber(values.filter((value, index) => isOutside(value, index, healthy)).length);
    const total = formatNumber(values.length);
    const expected = formatNumber(0.05 * values.length, { maximumFractionDigits: 1 });
    return msg(str`${outside} of ${total} outside the healthy range; ${expected} would be expected.`);
  }

  #table(values: readonly number[], healthy: HealthyLatents): TemplateResult {
    return html`<div class="rows" tabindex="0" role="region" aria-label=${msg("KL of each latent dimension")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg("Dimension")}</th>
            <th scope="col">${msg("KL, nats")}</th>
            <th scope="col">${msg("Healthy range")}</th>
            <th scope="col">${msg("Outside")}</th>
          </tr>
        </thead>
        <tbody class="number">
          ${values.map((value, index) => {
            const outside = isOutside(value, index, healthy);
            return html`<tr class=${classMap({ "outside-row": outside })}>
              <th scope="row">${formatNumber(index + 1)}</th>
              <td>${nats(value)}</td>
              <td>${nats(healthy.lower[index]!)}–${nats(healthy.upper[index]!)}</td>
              <td>${outside ? msg("yes") : ""}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }
}

function bar(value: number, index: number, healthy: HealthyLatents, top: number): SVGTemplateResult {
  const at = (kl: number) => height * (1 - Math.min(1, Math.max(0, kl / top)));
  const upper = at(healthy.upper[index]!);
  const lower = at(healthy.lower[index]!);
  const outside = isOutside(value, index, healthy);
  // A mark in full at the chart's ends too.
  const mark = Math.min(height - 4, Math.max(0, at(value) - 2));
  return svg`<rect class="healthy" x=${index + 0.1} y=${upper} width="0.8" height=${lower - upper}></rect>
    <rect class=${classMap({ value: true, outside })} x=${index} y=${mark} width="1" height="4"></rect>`;
}

function isOutside(value: number, index: number, { lower, upper }: HealthyLatents): boolean {
  return value < lower[index]! || value > upper[index]!;
}

function nats(value: number): string {
  return formatNumber(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-latents": ResiduaLatents;
  }
}
