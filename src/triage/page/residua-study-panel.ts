import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type ReasonCode, reasonCodes, type StudyDetail, type Verdict } from "../api/schemas.ts";
import { controlStyles } from "./controls.styles.ts";
import { panelStyles } from "./residua-study-panel.styles.ts";
import { dateText, findingText, pValueText, reasonText, verdictText } from "./texts.ts";
import { DecisionEvent, StudyActionEvent } from "./worklist-events.ts";

/**
 * The chosen study: its most unusual image, what was found, and the reviewer's verdict.
 *
 * @event residua-decision - The reviewer has decided.
 * @event residua-study-action - The study is to be opened, taken, given back; or the verdict taken back.
 */
@customElement("residua-study-panel")
@localized()
export class ResiduaStudyPanel extends LitElement {
  static override readonly styles = [sharedStyles, controlStyles, panelStyles];

  @property({ attribute: false }) detail: StudyDetail | undefined;
  @property() reviewer = "";
  /** Whether this user only reads. */
  @property({ type: Boolean }) readonly = false;

  @state() private reasonCode: ReasonCode | null = null;
  @state() private note = "";

  override willUpdate(changes: PropertyValues<this>): void {
    if (changes.get("detail")?.study.uid === this.detail?.study.uid) return;
    this.reasonCode = null;
    this.note = "";
  }

  /** Sends the verdict with the reason and note that were entered. */
  decide(verdict: Verdict): void {
    if (!this.detail || this.readonly) return;
    const { reasonCode } = this;
    this.dispatchEvent(new DecisionEvent({ verdict, reasonCode, note: this.note.trim() || null }));
  }

  override render(): TemplateResult | typeof nothing {
    const { detail } = this;
    if (!detail) return html`<p class="quiet">${msg("Choose a study.")}</p>`;
    const { study } = detail;
    return html`<article aria-labelledby="patient">
      <h2 id="patient">${study.patient || msg("Unnamed")}</h2>
      <p class="quiet">
        ${[study.modality, study.bodyPart, dateText(study.date), study.description].filter(Boolean).join(" · ")}
      </p>
      ${
        study.hasThumbnail
          ? html`<img src="/api/studies/${study.uid}/thumbnail" alt=${msg("Most unusual image")} />`
          : nothing
      }
      <p>
        ${study.pValue === null ? nothing : html`<b>p = ${pValueText(study.pValue)}</b>. `}${findingText(study)}
      </p>
      ${
        detail.model && !study.hidden
          ? html`<p class="quiet">
              ${detail.model.id} ${detail.model.version} · SHA-256 ${detail.model.sha256.slice(0, 12)}…
            </p>`
          : nothing
      }
      <p><button type="button" class="action primary" @click=${() => this.#act("open")}>
        ${msg("Open in the viewer")} <kbd aria-hidden="true">O</kbd>
      </button></p>
      ${this.readonly ? nothing : this.#verdict(detail)} ${this.#history(detail)}
    </article>`;
  }

  #verdict({ study }: StudyDetail): TemplateResult {
    const taken = study.assignee !== null && study.assignee !== this.reviewer;
    const button = (verdict: Verdict, label: string, key: string, help: string) =>
      html`<button
        type="button"
        class="action"
        data-verdict=${verdict}
        title=${help}
        aria-pressed=${study.mine === verdict ? "true" : "false"}
        ?disabled=${taken}
        @click=${() => this.decide(verdict)}
      >
        ${label} <kbd aria-hidden="true">${key}</kbd>
      </button>`;
    return html`<section aria-label=${msg("Your verdict")}>
      ${taken ? html`<p role="status">${msg(str`${study.assignee} is reading this study.`)}</p>` : nothing}
      <label>
        <span>${msg("Reason")}</span>
        <select
          id="reason"
          @change=${(event: Event) => {
            this.reasonCode = ((event.target as HTMLSelectElement).value || null) as ReasonCode | null;
          }}
        >
          <option value="" .selected=${this.reasonCode === null}>${msg("None")}</option>
          ${reasonCodes.map(
            (code) =>
              html`<option value=${code} .selected=${code === this.reasonCode}>${reasonText(code)}</option>`,
          )}
        </select>
      </label>
      <label>
        <span>${msg("Note")}</span>
        <textarea
          rows="2"
          maxlength="2000"
          .value=${live(this.note)}
          @input=${(event: InputEvent) => {
            this.note = (event.target as HTMLTextAreaElement).value;
          }}
        ></textarea>
      </label>
      <div class="row">
        ${button("accept", msg("Accept"), "A", msg("What the model marks is really unusual"))}
        ${button("reject", msg("Reject"), "R", msg("A false alarm"))}
        ${button("uncertain", msg("Uncertain"), "U", msg("Cannot be told from these images"))}
      </div>
      <div class="row">
        <button type="button" class="action" ?disabled=${study.mine === null} @click=${() => this.#act("undo")}>
          ${msg("Undo")} <kbd aria-hidden="true">Z</kbd>
        </button>
        ${
          study.assignee === this.reviewer
            ? html`<button type="button" class="action" @click=${() => this.#act("release")}>
                ${msg("Give back")}
              </button>`
            : html`<button type="button" class="action" ?disabled=${taken} @click=${() => this.#act("assign")}>
                ${msg("Take")} <kbd aria-hidden="true">T</kbd>
              </button>`
        }
        <button type="button" class="action" @click=${() => this.#act("next")}>
          ${msg("Next")} <kbd aria-hidden="true">J</kbd>
        </button>
      </div>
    </section>`;
  }

  #history({ decisions }: StudyDetail): TemplateResult | typeof nothing {
    if (decisions.length === 0) return nothing;
    return html`<section aria-label=${msg("Verdicts so far")}>
      <h3>${msg("Verdicts so far")}</h3>
      <ol>
        ${decisions.map(
          ({
            reviewer,
            verdict,
            reasonCode,
            note,
            at,
            undoneAt,
          }) => html`<li class=${undoneAt ? "undone" : ""}>
            ${reviewer}: ${verdictText(verdict)}${reasonCode ? `, ${reasonText(reasonCode)}` : ""}
            <span class="quiet">${timeText(at)}${undoneAt ? `, ${msg("taken back")}` : ""}</span>
            ${note ? html`<div class="quiet">${note}</div>` : nothing}
          </li>`,
        )}
      </ol>
      <p class="quiet">${msg(str`${formatNumber(decisions.length)} entries; none is ever erased.`)}</p>
    </section>`;
  }

  #act(action: StudyActionEvent["action"]): void {
    this.dispatchEvent(new StudyActionEvent(action));
  }
}

const timeText = (at: string) => new Date(at).toLocaleString(document.documentElement.lang || "en");

declare global {
  interface HTMLElementTagNameMap {
    "residua-study-panel": ResiduaStudyPanel;
  }
}
