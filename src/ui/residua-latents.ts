import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
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
  /** The table is some hundred cells, anew for each image: it is made for whoever opens it. */
  @state() private open = false;

  override render(): TemplateResult | typeof nothing {
    const { healthy } = this;
    const values = Array.from(this.values);
    if (!healthy || values.length === 0 || healthy.upper.length !== values.length) return nothing;
    const top = 1.5 * Math.max(...healthy.upper);
    const paths = pathsOf(values, healthy, top);
    return html`<p>${this.#summary(values, healthy)}</p>
      <svg
        part="chart"
        role="img"
        aria-label=${msg("KL of each latent dimension over the range of healthy images; the table below has the values")}
        viewBox="0 0 ${values.length} ${height}"
        preserveAspectRatio="none"
      >
        <path class="healthy" d=${paths.healthy}></path>
        <path class="value" d=${paths.inside}></path>
        <path class="value outside" d=${paths.outside}></path>
      </svg>
      <p class="scale quiet number" aria-hidden="true">
        <span>${msg(str`dimension 1 to ${formatNumber(values.length)}`)}</span>
        <span>${msg(str`0 to ${nats(top)} nats`)}</span>
      </p>
      <p class="note quiet">
        ${msg("Grey: where 95 % of healthy images lie. Line: this image. A few dimensions outside are usual.")}
      </p>
      <details .open=${this.open} @toggle=${this.#onToggle}>
        <summary>${msg("As a table")}</summary>
        ${this.open ? this.#table(values, healthy) : nothing}
      </details>`;
  }

  readonly #onToggle = (event: Event): void => {
    this.open = (event.currentTarget as HTMLDetailsElement).open;
  };

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

/** One path for all bars of a kind: a drawing of its own for each would be hundreds of elements an image. */
function pathsOf(values: readonly number[], healthy: HealthyLatents, top: number) {
  const at = (kl: number) => height * (1 - Math.min(1, Math.max(0, kl / top)));
  const paths = { healthy: "", inside: "", outside: "" };
  values.forEach((value, index) => {
    const [upper, lower] = [at(healthy.upper[index]!), at(healthy.lower[index]!)];
    paths.healthy += `M${index + 0.1} ${upper}h0.8V${lower}h-0.8z`;
    // A mark in full at the chart's ends too.
    const mark = Math.min(height - 4, Math.max(0, at(value) - 2));
    paths[isOutside(value, index, healthy) ? "outside" : "inside"] += `M${index} ${mark}h1v4h-1z`;
  });
  return paths;
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
