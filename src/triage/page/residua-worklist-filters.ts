import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type Reading, readings, type Worklist, type WorklistQuery } from "../api/schemas.ts";
import { controlStyles } from "./controls.styles.ts";
import { readingText, stateText } from "./texts.ts";
import { QueryEvent } from "./worklist-events.ts";

const states = ["scored", "queued", "scoring", "failed", "refused"] as const;

/**
 * What of the list is shown.
 *
 * @event residua-query - A filter was changed.
 */
@customElement("residua-worklist-filters")
@localized()
export class ResiduaWorklistFilters extends LitElement {
  static override readonly styles = [sharedStyles, controlStyles];

  @property({ attribute: false }) query: Partial<WorklistQuery> = {};
  @property({ attribute: false }) worklist: Worklist | undefined;

  override render(): TemplateResult {
    const { query, worklist } = this;
    const counts = worklist?.counts;
    return html`<div class="row" role="search">
      <label>
        <span>${msg("Search")}</span>
        <input
          type="search"
          id="search"
          .value=${live(query.search ?? "")}
          @input=${(event: InputEvent) => this.#change({ search: inputValue(event) })}
        />
      </label>
      ${this.#select(
        msg("Reading"),
        "reading",
        readings.map((reading) => [reading, this.#counted(readingText(reading), reading)]),
      )}
      ${this.#select(msg("State"), "state", [
        ["", msg("Any")],
        ...states.map((state): [string, string] => [
          state,
          `${stateText(state)} (${formatNumber(counts?.[state] ?? 0)})`,
        ]),
      ])}
      ${this.#select(msg("Modality"), "modality", anyOf(worklist?.modalities))}
      ${this.#select(msg("Body part"), "bodyPart", anyOf(worklist?.bodyParts))}
      ${this.#select(msg("Reviewer"), "reviewer", anyOf(worklist?.reviewers))}
      ${this.#select(msg("p-value at most"), "pValue", [
        ["", msg("Any")],
        ...[0.001, 0.01, 0.05, 0.1, 0.5].map((value): [string, string] => [
          String(value),
          formatNumber(value),
        ]),
      ])}
      <label>
        <span>${msg("From")}</span>
        <input
          type="date"
          .value=${live(isoDate(query.from))}
          @change=${(event: Event) => this.#change({ from: dicomDate(inputValue(event)) })}
        />
      </label>
      <label>
        <span>${msg("To")}</span>
        <input
          type="date"
          .value=${live(isoDate(query.to))}
          @change=${(event: Event) => this.#change({ to: dicomDate(inputValue(event)) })}
        />
      </label>
    </div>`;
  }

  #counted(label: string, reading: Reading): string {
    const { counts } = this.worklist ?? {};
    if (!counts || (reading !== "unread" && reading !== "decided")) return label;
    return `${label} (${formatNumber(counts[reading])})`;
  }

  #select(
    label: string,
    name: "reading" | "state" | "modality" | "bodyPart" | "reviewer" | "pValue",
    options: readonly (readonly [string, string])[],
  ): TemplateResult {
    const value = String(this.query[name] ?? "");
    return html`<label>
      <span>${label}</span>
      <select
        name=${name}
        @change=${(event: Event) => this.#change({ [name]: inputValue(event) || undefined })}
      >
        ${options.map(
          ([key, text]) => html`<option value=${key} .selected=${key === value}>${text}</option>`,
        )}
      </select>
    </label>`;
  }

  #change(change: Partial<WorklistQuery>): void {
    this.dispatchEvent(new QueryEvent({ ...change, offset: 0 }));
  }
}

function anyOf(values: readonly string[] = []): readonly (readonly [string, string])[] {
  return [["", msg("Any")], ...values.map((value): [string, string] => [value, value])];
}

const inputValue = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;

const isoDate = (date: string | undefined) =>
  date ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : "";

const dicomDate = (date: string) => date.replaceAll("-", "") || undefined;

declare global {
  interface HTMLElementTagNameMap {
    "residua-worklist-filters": ResiduaWorklistFilters;
  }
}
