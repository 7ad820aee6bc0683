import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/checkbox/checkbox.js";
import "@awesome.me/webawesome/dist/components/input/input.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ResultKind } from "../../report/result-files.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import "../../ui/residua-intended-use.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type ResultsCommand, ResultsCommandEvent } from "../events/results-command-event.ts";
import { resultsStyles } from "./residua-results.styles.ts";
import { isBusy, type RefusedResult, type ResultsState } from "./results-state.ts";
import { failureText, faultText, kindText, sentText } from "./results-texts.ts";

const offered: readonly ResultKind[] = ["seg", "sr", "keyImages", "map", "labelmap", "csv", "json"];
const first: readonly ResultKind[] = ["seg", "sr"];
const tables: readonly ResultKind[] = ["csv", "json"];

/**
 * Which results of the series are wanted, and what came of it. Address and token stay in this element: they are gone
 * with the page.
 *
 * @event residua-results-command - They are to be downloaded or sent, or no longer.
 */
@customElement("residua-results")
@localized()
export class ResiduaResults extends LitElement {
  static override readonly styles = [sharedStyles, resultsStyles];

  @property({ attribute: false }) state: ResultsState = { stage: "idle" };
  /** Of the series. */
  @property({ type: Number }) images = 0;
  /** How many of them have a result. */
  @property({ type: Number }) scored = 0;
  @state() private kinds: ReadonlySet<ResultKind> = new Set(first);
  @state() private url = "";
  @state() private token = "";

  override render(): TemplateResult {
    const busy = isBusy(this.state);
    const sendable = [...this.kinds].some((kind) => !tables.includes(kind));
    return html`<div class="box">
      <residua-intended-use></residua-intended-use>
      ${this.#missing()}
      <fieldset ?disabled=${busy}>
        <legend>${msg("What is wanted")}</legend>
        ${offered.map(
          (kind) => html`<wa-checkbox
            size="s"
            data-kind=${kind}
            ?disabled=${busy}
            .checked=${this.kinds.has(kind)}
            @change=${(event: Event) => this.#choose(kind, (event.target as HTMLInputElement).checked)}
            >${kindText(kind)}</wa-checkbox
          >`,
        )}
      </fieldset>
      <div class="actions">
        <wa-button
          id="download"
          size="s"
          variant="brand"
          ?disabled=${busy || this.kinds.size === 0}
          @click=${() => this.#command("download")}
          >${msg("Download")}</wa-button
        >
        <span class="quiet">${msg("Files go to this computer; nothing is sent.")}</span>
      </div>
      <fieldset>
        <legend>${msg("Send to a DICOMweb server")}</legend>
        <p class="quiet">
          ${msg("Only the DICOM objects chosen above are sent, with the patient and study that they belong to, and only to this address. The address and the token are forgotten with the page.")}
        </p>
        <div class="fields">
          <wa-input
            id="url"
            size="s"
            type="url"
            autocomplete="off"
            spellcheck="false"
            label=${msg("Address")}
            placeholder="https://pacs.example/dicom-web"
            ?disabled=${busy}
            .value=${this.url}
            @input=${(event: Event) => {
              this.url = (event.target as HTMLInputElement).value;
            }}
          ></wa-input>
          <wa-input
            id="token"
            size="s"
            type="password"
            autocomplete="off"
            label=${msg("Token, where the server asks for one")}
            ?disabled=${busy}
            .value=${this.token}
            @input=${(event: Event) => {
              this.token = (event.target as HTMLInputElement).value;
            }}
          ></wa-input>
        </div>
        <div class="actions">
          <wa-button
            id="send"
            size="s"
            appearance="outlined"
            ?disabled=${busy || !sendable || this.url.trim() === ""}
            @click=${() => this.#command("send")}
            >${msg("Send")}</wa-button
          >
        </div>
      </fieldset>
      <div aria-live="polite">${this.#outcome()}</div>
    </div>`;
  }

  #missing(): TemplateResult | typeof nothing {
    const missing = this.images - this.scored;
    if (missing <= 0 || isBusy(this.state)) return nothing;
    return html`<p class="quiet" id="missing">
      ${msg(str`${formatNumber(missing)} of ${formatNumber(this.images)} images have no score yet. They are scored first.`)}
    </p>`;
  }

  #outcome(): TemplateResult | typeof nothing {
    const { state } = this;
    switch (state.stage) {
      case "idle":
        return nothing;
      case "scoring":
        return this.#progress(
          msg(str`Scoring ${formatNumber(state.done)} of ${formatNumber(state.total)} images`),
          state.done / state.total,
        );
      case "sending":
        return this.#progress(
          msg(str`Sending ${formatNumber(state.done)} of ${formatNumber(state.total)} objects`),
          state.done / state.total,
        );
      case "writing":
        return this.#progress(msg("Writing the objects"));
      case "asking":
        return this.#progress(msg("Asking the server for earlier reports"));
      case "downloaded":
        return this.#callout(
          "success",
          html`${msg(str`${formatNumber(state.files)} files were made.`)} ${this.#leftOut(state.leftOut)}`,
        );
      case "sent":
        return this.#sent(state);
      case "nothing":
        return this.#callout(
          "warning",
          html`${msg("There is nothing to write: no image has a score, or no region is above the threshold.")}`,
        );
      case "misdirected":
        return this.#callout("danger", html`${faultText(state.fault)}`);
      case "failed":
        return this.#callout("danger", html`${failureText(state.problem, location.origin)}`);
    }
  }

  #sent({ stored, present, refused, superseded, leftOut }: Extract<ResultsState, { stage: "sent" }>) {
    return this.#callout(
      refused.length > 0 ? "danger" : "success",
      html`<p>
          ${sentText(stored, present)}
          ${superseded > 0 ? msg("The report says which earlier reports it takes the place of.") : nothing}
          ${this.#leftOut(leftOut)}
        </p>
        ${refused.length > 0 ? this.#refused(refused) : nothing}`,
    );
  }

  #refused(refused: readonly RefusedResult[]): TemplateResult {
    return html`<p>${msg(str`The server refused ${formatNumber(refused.length)}:`)}</p>
      <ul>
        ${refused.map(({ name, message }) => html`<li>${name}: ${message}</li>`)}
      </ul>`;
  }

  #leftOut(images: number): string | typeof nothing {
    return images > 0
      ? msg(str`${formatNumber(images)} images could not be scored and are left out.`)
      : nothing;
  }

  #progress(label: string, share?: number): TemplateResult {
    return html`<div class="busy">
      <p>${label}</p>
      <wa-progress-bar
        label=${label}
        ?indeterminate=${share === undefined}
        value=${Math.round(100 * (share ?? 0))}
      ></wa-progress-bar>
      <wa-button id="cancel" size="s" appearance="outlined" @click=${() => this.#command("cancel")}
        >${msg("Cancel")}</wa-button
      >
    </div>`;
  }

  #callout(variant: "success" | "warning" | "danger", content: TemplateResult): TemplateResult {
    return html`<wa-callout size="s" variant=${variant} appearance="filled-outlined">${content}</wa-callout>`;
  }

  #choose(kind: ResultKind, wanted: boolean): void {
    const kinds = new Set(this.kinds);
    if (wanted) kinds.add(kind);
    else kinds.delete(kind);
    this.kinds = kinds;
  }

  #command(command: ResultsCommand): void {
    const { kinds, url, token } = this;
    this.dispatchEvent(new ResultsCommandEvent(command, { kinds, url, token }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-results": ResiduaResults;
  }
}
