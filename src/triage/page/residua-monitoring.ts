import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatNumber, formatShare } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import type { Monitoring } from "../api/schemas.ts";
import { monitoringStyles } from "./residua-monitoring.styles.ts";
import { pValueText } from "./texts.ts";

/** How queue, workers, scanners and reviewers are doing. */
@customElement("residua-monitoring")
@localized()
export class ResiduaMonitoring extends LitElement {
  static override readonly styles = [sharedStyles, monitoringStyles];

  @property({ attribute: false }) figures: Monitoring | undefined;

  override render(): TemplateResult | typeof nothing {
    const { figures } = this;
    if (!figures) return nothing;
    const { agreement, positivePredictiveValue: predictive } = figures;
    const entries: readonly (readonly [string, string])[] = [
      [msg("Series waiting"), formatNumber(figures.waiting)],
      [msg("Workers"), formatNumber(figures.workers)],
      [msg("Images scored in the last hour"), formatNumber(figures.slicesLastHour)],
      [msg("Series that failed"), formatNumber(figures.failures)],
      [
        msg("Agreement of two reviewers (Cohen's kappa)"),
        agreement.kappa === null
          ? msg("not defined yet")
          : msg(
              str`${formatNumber(agreement.kappa, { maximumFractionDigits: 2 })} on ${formatNumber(agreement.studies)} studies`,
            ),
      ],
      [
        msg("Flagged studies that were accepted"),
        predictive.value === null
          ? msg("none decided yet")
          : msg(str`${formatShare(predictive.value)} of ${formatNumber(predictive.studies)}`),
      ],
    ];
    return html`<dl>
        ${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>
      ${this.#drift(figures)}`;
  }

  #drift({ drift }: Monitoring): TemplateResult {
    if (drift.length === 0) {
      return html`<p class="quiet">
        ${msg("Drift of the scores is tested from 20 series of a scanner on.")}
      </p>`;
    }
    return html`<table>
      <caption>
        ${msg("Scores of each scanner against the images that the model was calibrated on")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${msg("Scanner")}</th>
          <th scope="col">${msg("Site")}</th>
          <th scope="col">${msg("Model")}</th>
          <th scope="col">${msg("Series")}</th>
          <th scope="col">${msg("p-value")}</th>
        </tr>
      </thead>
      <tbody>
        ${drift.map(
          (row) => html`<tr class=${row.alarm ? "alarm" : ""}>
            <td>${row.scanner || "–"}</td>
            <td>${row.site || "–"}</td>
            <td>${row.model}</td>
            <td>${formatNumber(row.series)}</td>
            <td>${pValueText(row.pValue)} ${row.alarm ? html`<b>${msg("drift")}</b>` : nothing}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-monitoring": ResiduaMonitoring;
  }
}
