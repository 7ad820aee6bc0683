import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { formatNumber } from "./localization/format.ts";
import type { ProbeData } from "./probe-data.ts";
import { probeStyles } from "./residua-probe.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * What is at one place: the image's value, and the model's maps there. Keeps its size while nothing is pointed at.
 *
 * @csspart values - The list of values.
 */
@customElement("residua-probe")
@localized()
export class ResiduaProbe extends LitElement {
  static override readonly styles = [sharedStyles, probeStyles];

  /** Undefined while nothing is pointed at. */
  @property({ attribute: false }) data: ProbeData | undefined;
  /** The anomaly map's unit. */
  @property() unit = "";
  /**
   * Whether a screen reader says the values when they change: so it should for a region that the keyboard has come to,
   * and not for a pointer that moves.
   */
  @property({ type: Boolean }) spoken = false;

  override render(): TemplateResult {
    const maps = this.data?.maps;
    const above = (maps?.timesThreshold ?? 0) > 1;
    return html`<dl part="values" aria-label=${msg("Values at the pointer")}>
        ${this.#row(msg("Image"), this.#image())}
        ${this.#row(msg("Reconstruction"), normalised(maps?.reconstruction))}
        ${this.#row(msg("Anomaly"), this.#anomaly(), { above })}
        ${this.#row(msg("Residual"), normalised(maps?.residual))}
      </dl>
      <p class="visually-hidden" role="status">${this.spoken && this.data ? this.#sentence() : nothing}</p>`;
  }

  #row(name: string, value: string | undefined, classes: Record<string, boolean> = {}): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      <dd class=${classMap({ number: true, ...classes })}>${value ?? "–"}</dd>
    </div>`;
  }

  #image(): string | undefined {
    const { value, unit } = this.data ?? {};
    if (value === undefined) return undefined;
    const digits = Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1;
    const number = formatNumber(value, { maximumFractionDigits: digits });
    return unit === undefined ? msg(str`${number} (no unit)`) : `${number} ${unit}`;
  }

  /** In multiples of the threshold, which is what the number means; in the map's unit where that cannot be told. */
  #anomaly(): string | undefined {
    const maps = this.data?.maps;
    if (maps === undefined) return undefined;
    if (maps.timesThreshold === undefined) return `${fixed(maps.anomaly, 2)} ${this.unit}`.trim();
    return msg(str`${fixed(maps.timesThreshold, 2)} × threshold`);
  }

  #sentence(): string {
    const maps = this.data?.maps;
    const image = this.#image();
    const parts = [
      image === undefined ? undefined : `${msg("Image")} ${image}`,
      maps === undefined ? msg("outside of what the model looks at") : `${msg("Anomaly")} ${this.#anomaly()}`,
      maps?.reconstruction === undefined
        ? undefined
        : `${msg("Reconstruction")} ${normalised(maps.reconstruction)}`,
      maps?.residual === undefined ? undefined : `${msg("Residual")} ${normalised(maps.residual)}`,
    ];
    return parts.filter((part) => part !== undefined).join(", ");
  }
}

/** On the model's scale, on which healthy tissue lies about between 0 and 1. */
function normalised(value: number | undefined): string | undefined {
  return value === undefined ? undefined : fixed(value, 2);
}

function fixed(value: number, digits: number): string {
  return formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-probe": ResiduaProbe;
  }
}
