import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import type { SortKey, StudyRow, WorklistQuery } from "../api/schemas.ts";
import { tableStyles } from "./residua-worklist-table.styles.ts";
import { dateText, findingText, pValueText, sortText, stateText, verdictText } from "./texts.ts";
import { QueryEvent, StudyEvent } from "./worklist-events.ts";

const columns: readonly SortKey[] = ["pValue", "patient", "date", "modality", "bodyPart", "state", "verdict"];

/**
 * The studies, a row each; a column's heading sorts by it.
 *
 * @event residua-query - Another order was chosen.
 * @event residua-study - A study was chosen.
 */
@customElement("residua-worklist-table")
@localized()
export class ResiduaWorklistTable extends LitElement {
  static override readonly styles = [sharedStyles, tableStyles];

  @property({ attribute: false }) studies: readonly StudyRow[] = [];
  @property() selected: string | undefined;
  @property({ attribute: false }) query: Partial<WorklistQuery> = {};

  override render(): TemplateResult {
    return html`<table>
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">${msg("Picture")}</span></th>
          ${columns.map((key) => this.#heading(key))}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          this.studies,
          ({ uid }) => uid,
          (study) => this.#row(study),
        )}
      </tbody>
    </table>`;
  }

  override updated(): void {
    this.renderRoot.querySelector('tr[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  #heading(key: SortKey): TemplateResult {
    const { sort, order } = this.query;
    const isSorted = sort === key;
    const arrow = order === "ascending" ? "▲" : "▼";
    return html`<th scope="col" aria-sort=${isSorted ? (order ?? "none") : "none"}>
      <button type="button" @click=${() => this.#sort(key)}>
        ${sortText(key)}${isSorted ? html`<span aria-hidden="true"> ${arrow}</span>` : nothing}
      </button>
    </th>`;
  }

  #sort(sort: SortKey): void {
    const turned = this.query.sort === sort && this.query.order === "ascending";
    this.dispatchEvent(new QueryEvent({ sort, order: turned ? "descending" : "ascending", offset: 0 }));
  }

  #row(study: StudyRow): TemplateResult {
    const { uid, patient, description, date, modality, bodyPart, images } = study;
    return html`<tr
      aria-selected=${uid === this.selected ? "true" : "false"}
      data-uid=${uid}
      @click=${() => this.dispatchEvent(new StudyEvent(study))}
    >
      <td class="picture">
        ${
          study.hasThumbnail
            ? html`<img
                src="/api/studies/${uid}/thumbnail"
                alt=${msg("Most unusual image")}
                loading="lazy"
                width="56"
                height="56"
              />`
            : nothing
        }
      </td>
      <td class=${study.flagged ? "number flagged" : "number"}>
        ${study.pValue === null ? "–" : pValueText(study.pValue)}
        <div class="quiet">${findingText(study)}</div>
      </td>
      <td>
        <button type="button" class="link">${patient || msg("Unnamed")}</button>
        <div class="quiet">${description}</div>
      </td>
      <td>${dateText(date)}</td>
      <td>${modality}<div class="quiet">${msg(str`${images} images`)}</div></td>
      <td>${bodyPart}</td>
      <td>
        ${stateText(study.state)}
        ${study.assignee ? html`<div class="quiet">${msg(str`with ${study.assignee}`)}</div>` : nothing}
      </td>
      <td>
        ${study.verdict ? verdictText(study.verdict) : study.verdictBy ? msg("Decided") : ""}
        <div class="quiet">${study.verdictBy}</div>
        ${
          study.secondBy
            ? html`<div class="quiet">
                ${study.secondVerdict ? verdictText(study.secondVerdict) : msg("Decided")} · ${study.secondBy}
              </div>`
            : nothing
        }
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-worklist-table": ResiduaWorklistTable;
  }
}
