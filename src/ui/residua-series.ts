import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ClearAnswerEvent } from "./events/clear-answer-event.ts";
import { type ScanCommand, ScanCommandEvent } from "./events/scan-command-event.ts";
import { formatNumber } from "./localization/format.ts";
import "./residua-clear-question.ts";
import { seriesStyles } from "./residua-series.styles.ts";
import type { DrawRegion } from "./residua-series-regions.ts";
import "./residua-series-regions.ts";
import type { SeriesData } from "./series-data.ts";
import { flaggedText, highestText, scanText, stackProblemText } from "./texts/series-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * The series as a whole: its scan, its score, and its regions joined across images.
 *
 * @event residua-scan-command - Begin, pause or cancel the scan, or clear what is stored.
 * @event residua-series-region-select - The user chose a region.
 * @csspart row - Progress and buttons.
 */
@customElement("residua-series")
@localized()
export class ResiduaSeries extends LitElement {
  static override readonly styles = [sharedStyles, seriesStyles];

  @property({ attribute: false }) data: SeriesData | undefined;
  @property({ attribute: false }) drawRegion: DrawRegion | undefined;
  /** The host's key for the scan; empty when it has none. */
  @property() shortcut = "";
  /** The list's pictures are drawn for whoever opens it, and not again and again while the series is scanned. */
  @state() private open = false;
  /** The user was asked whether to clear what is stored. */
  @state() private asked = false;

  override render(): TemplateResult | typeof nothing {
    const { data } = this;
    if (!data) return nothing;
    return html`<div class="section">${this.#scan(data)} ${this.#score(data)} ${this.#regions(data)}</div>`;
  }

  #scan(data: SeriesData): TemplateResult {
    const { state, done, images } = data;
    const begun = state !== "idle" || done > 0;
    return html`<div class="row" part="row">
        <span class="number">${begun ? scanText(data) : msg(str`${formatNumber(images.length)} images`)}</span>
        <span class="buttons">${this.#buttons(data)}</span>
      </div>
      <p class="visually-hidden" role="status">${this.#announcement(data)}</p>
      ${
        begun && state !== "done"
          ? html`<wa-progress-bar
            label=${msg("Series scan")}
            .value=${(100 * done) / images.length}
          ></wa-progress-bar>`
          : nothing
      }`;
  }

  #buttons({ state, done }: SeriesData): TemplateResult | typeof nothing {
    switch (state) {
      case "idle":
        return this.#button("start", done > 0 ? msg("Score the rest") : msg("Score the whole series"));
      case "running":
        return html`${this.#button("pause", msg("Pause"))}${this.#button("cancel", msg("Cancel"))}`;
      case "paused":
        return html`${this.#button("start", msg("Resume"))}${this.#button("cancel", msg("Cancel"))}`;
      case "done":
        return nothing;
    }
  }

  #button(command: ScanCommand, text: string): TemplateResult {
    const key = command === "start" ? this.shortcut : "";
    return html`<wa-button
      size="xs"
      appearance="outlined"
      data-command=${command}
      @click=${() => this.dispatchEvent(new ScanCommandEvent(command))}
      >${text}${key === "" ? "" : html` <kbd slot="end" aria-hidden="true">${key}</kbd>`}</wa-button
    >`;
  }

  #score({ score }: SeriesData): TemplateResult | typeof nothing {
    if (!score || score.scored < 2) return nothing;
    return html`<p class="bold">${flaggedText(score)}</p>
      <p class="quiet">${highestText(score)}</p>`;
  }

  #regions(data: SeriesData): TemplateResult | typeof nothing {
    const { regions, current, unit, score, stored } = data;
    if (!score || score.scored < 2) return nothing;
    const count = regions.regions.length;
    return html`<details .open=${this.open} @toggle=${this.#onToggle}>
      <summary>${msg(str`Regions joined across images: ${formatNumber(count)}`)}</summary>
      ${regions.problem ? html`<p class="quiet">${stackProblemText(regions.problem)}</p>` : nothing}
      ${
        this.open
          ? html`<residua-series-regions
            .regions=${regions.regions}
            .drawRegion=${this.drawRegion}
            .current=${current}
            unit=${unit}
          ></residua-series-regions>`
          : nothing
      }
      ${stored ? this.#clear() : nothing}
    </details>`;
  }

  #clear(): TemplateResult {
    return this.asked
      ? html`<residua-clear-question @residua-clear-answer=${this.#onAnswer}></residua-clear-question>`
      : html`<button
          class="link"
          type="button"
          @click=${() => {
            this.asked = true;
          }}
        >
          ${msg("Clear the results stored in this browser…")}
        </button>`;
  }

  /** Each image would be too much for a screen reader: the beginning, the pause and the end are said. */
  #announcement({ state, score }: SeriesData): string {
    switch (state) {
      case "idle":
        return "";
      case "running":
        return msg("The series is being scored.");
      case "paused":
        return msg("The scan of the series is paused.");
      case "done":
        return score ? flaggedText(score) : msg("No image of the series has a score.");
    }
  }

  readonly #onToggle = (event: Event): void => {
    this.open = (event.currentTarget as HTMLDetailsElement).open;
  };

  readonly #onAnswer = async (event: ClearAnswerEvent): Promise<void> => {
    event.stopPropagation();
    this.asked = false;
    if (event.clear) this.dispatchEvent(new ScanCommandEvent("clear"));
    await this.updateComplete;
    // The question had the focus, and is gone; the list may be gone with the results.
    const { renderRoot } = this;
    (renderRoot.querySelector<HTMLElement>("button.link") ?? renderRoot.querySelector("summary"))?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-series": ResiduaSeries;
  }
}
