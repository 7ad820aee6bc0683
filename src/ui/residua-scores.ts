import "@awesome.me/webawesome/dist/components/badge/badge.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "./icons/icon-library.ts";
import { type ScoreName, scoreNames } from "../scoring/maps.ts";
import type { Score } from "../scoring/result.ts";
import { formatMeasure, formatScore } from "./localization/format.ts";
import { scoresStyles } from "./residua-scores.styles.ts";
import { pValueText, scoreName, thresholdText } from "./texts/score-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * How unusual the image is as a whole, in words: its place among healthy images, never a bare number.
 *
 * @csspart headline - The sentence on the anomaly score.
 * @csspart untested - The warning that the model was never tested on images with findings.
 * @csspart others - The list of the other scores.
 */
@customElement("residua-scores")
@localized()
export class ResiduaScores extends LitElement {
  static override readonly styles = [sharedStyles, scoresStyles];

  @property({ attribute: false }) scores: Readonly<Partial<Record<ScoreName, Score>>> = {};
  @property({ attribute: false })
  imageThreshold: { readonly falsePositiveRate: number; readonly value: number } | undefined;
  /** How many healthy images the p-values are counted from. */
  @property({ type: Number }) healthyImages = 0;
  /** Whether the model was never evaluated on images with findings. */
  @property({ type: Boolean }) untested = false;

  override render(): TemplateResult {
    const { anomaly } = this.scores;
    if (anomaly === undefined) return html``;
    const others = scoreNames.filter((name) => name !== "anomaly" && this.scores[name] !== undefined);
    return html`${this.#headline(anomaly)} ${this.untested ? this.#untested() : nothing}
      ${
        others.length === 0
          ? ""
          : html`<details part="others">
            <summary>${msg("Other scores")}</summary>
            <dl>
              ${others.map((name) => this.#other(name, this.scores[name]!))}
            </dl>
          </details>`
      }`;
  }

  #headline(score: Score): TemplateResult {
    const above = this.imageThreshold !== undefined && score.value > this.imageThreshold.value;
    return html`<p class="headline" part="headline">
        <span>${pValueText(score, this.healthyImages)}</span>
        ${
          this.imageThreshold === undefined
            ? ""
            : html`<wa-badge variant=${above ? "warning" : "neutral"} appearance="filled-outlined"
              >${above ? msg("Unusual") : msg("Within range")}</wa-badge
            >`
        }
      </p>
      <p class="quiet small">
        ${this.imageThreshold === undefined ? "" : thresholdText(score.value, this.imageThreshold)}
        <span class="number">${msg(str`Score ${formatScore(score.value)}`)}${
          this.imageThreshold === undefined
            ? ""
            : msg(str`, threshold ${formatScore(this.imageThreshold.value)}`)
        }</span>
      </p>`;
  }

  #untested(): TemplateResult {
    return html`<p class="small untested" part="untested">
      <wa-icon name="caution"></wa-icon>
      <span>
        ${msg("This model has not been tested on images with findings: how well it finds them is not known.")}
      </span>
    </p>`;
  }

  #other(name: ScoreName, score: Score): TemplateResult {
    return html`<div>
      <dt>${scoreName(name)} <span class="quiet number">${formatMeasure(score.value)}</span></dt>
      <dd class="quiet">${pValueText(score, this.healthyImages)}</dd>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-scores": ResiduaScores;
  }
}
