import "@awesome.me/webawesome/dist/components/button/button.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { maximumImages, type StorageTrouble } from "../../inference/findings-store.ts";
import type { ClearAnswerEvent } from "../../ui/events/clear-answer-event.ts";
import { formatMeasure, formatNumber } from "../../ui/localization/format.ts";
import "../../ui/residua-clear-question.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type StorageCommand, StorageCommandEvent } from "../events/storage-command-event.ts";
import type { OfflineState } from "../offline/offline-page.ts";
import type { OfflineRefusal } from "../offline/offline-support.ts";
import { storageStyles } from "./residua-storage.styles.ts";
import type { StoredSummary } from "./stored-summary.ts";

/**
 * What this browser keeps: results of images, and the page itself.
 *
 * @event residua-storage-command - Save or clear results, keep or remove the page.
 */
@customElement("residua-storage")
@localized()
export class ResiduaStorage extends LitElement {
  static override readonly styles = [sharedStyles, storageStyles];

  /** Undefined while it is counted. */
  @property({ attribute: false }) stored: StoredSummary | undefined;
  @property() offline: OfflineState = "off";
  @property() refusal: OfflineRefusal | undefined;
  /** The user was asked whether to clear the results. */
  @state() private asked = false;

  override render(): TemplateResult {
    return html`<section aria-labelledby="results">
        <h3 id="results">${msg("Results of images")}</h3>
        <p class="quiet">
          ${msg(str`Scores, p-values and regions of the images that were scored, under their UIDs, in this browser's own storage (IndexedDB), so that a study opened again shows at once. No pixels, no names; nothing is sent anywhere. They stay until you clear them here or the browser's data; of more than ${formatNumber(maximumImages)} images the oldest go first.`)}
        </p>
        ${this.stored ? this.#results(this.stored) : html`<p>${msg("Counting…")}</p>`}
      </section>
      <section aria-labelledby="page">
        <h3 id="page">${msg("The page itself")}</h3>
        <p role="status">${this.#offlineText()}</p>
        <div class="actions">${this.#offlineButton()}</div>
      </section>`;
  }

  #results({ count, ofSeries, bytes, trouble }: StoredSummary): TemplateResult {
    return html`${trouble ? html`<p class="trouble" role="alert">${troubleText(trouble)}</p>` : nothing}
      <p class="number" role="status">
        ${
          count === 0
            ? msg("Nothing is kept.")
            : msg(
                str`${formatNumber(count)} images, about ${formatMeasure(Math.max(0.01, bytes / 1e6))} MB; ${formatNumber(ofSeries)} of them in the series on the screen.`,
              )
        }
      </p>
      ${count === 0 ? nothing : this.asked ? html`<residua-clear-question .count=${count} @residua-clear-answer=${this.#onAnswer}></residua-clear-question>` : this.#buttons(ofSeries)}`;
  }

  #buttons(ofSeries: number): TemplateResult {
    return html`<div class="actions">
      <span role="group" aria-label=${msg("This series")}
        >${msg("This series")}
        ${this.#button("save-series-json", "JSON", ofSeries === 0)}
        ${this.#button("save-series-csv", "CSV", ofSeries === 0)}</span
      >
      <span role="group" aria-label=${msg("All images")}
        >${msg("All images")} ${this.#button("save-all-json", "JSON")} ${this.#button("save-all-csv", "CSV")}</span
      >
      <wa-button
        size="s"
        appearance="outlined"
        variant="danger"
        data-command="ask-clear"
        @click=${() => {
          this.asked = true;
        }}
        >${msg("Clear…")}</wa-button
      >
    </div>`;
  }

  #offlineText(): string {
    switch (this.offline) {
      case "preparing":
        return msg("The page and its models are being kept in this browser, for use without a network…");
      case "ready":
        return msg(
          "The page, its models and the samples that were opened are kept in this browser: it opens without a network.",
        );
      case "update":
        return msg(
          "The page opens without a network. A new version is ready; it takes over when all windows of Residua have been closed.",
        );
      case "failed":
        return msg(
          "The page could not be kept in this browser, perhaps for want of space: it needs the network each time.",
        );
      case "off":
        return refusalText(this.refusal);
    }
  }

  #offlineButton(): TemplateResult | typeof nothing {
    if (this.refusal === "turned-off")
      return this.#button("offline-on", msg("Keep the page for use without a network"));
    if (this.offline === "off" || this.offline === "preparing") return nothing;
    return this.#button("offline-off", msg("Remove the kept page"));
  }

  #button(command: StorageCommand, text: string, disabled = false): TemplateResult {
    return html`<wa-button
      size="s"
      appearance="outlined"
      data-command=${command}
      ?disabled=${disabled}
      @click=${() => this.dispatchEvent(new StorageCommandEvent(command))}
      >${text}</wa-button
    >`;
  }

  readonly #onAnswer = (event: ClearAnswerEvent): void => {
    event.stopPropagation();
    this.asked = false;
    if (event.clear) this.dispatchEvent(new StorageCommandEvent("clear"));
  };
}

function troubleText(trouble: StorageTrouble): string {
  return trouble === "full"
    ? msg("This browser has no room left: new results are not kept. Clear the results, or other sites' data.")
    : msg(
        "This browser keeps nothing for this page, as in private windows: results last until it is closed.",
      );
}

function refusalText(refusal: OfflineRefusal | undefined): string {
  switch (refusal) {
    case "turned-off":
      return msg("The page is not kept in this browser: it needs the network each time.");
    case "insecure":
      return msg("Over plain HTTP the browser does not let the page be kept. Serve it over HTTPS.");
    case "embedded":
      return msg("Inside another site's page Residua is not kept for use without a network.");
    default:
      return msg("This browser does not keep the page for use without a network.");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-storage": ResiduaStorage;
  }
}
