import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import "../../ui/icons/icon-library.ts";
import { currentLanguage } from "../../ui/localization/language.ts";
import type { Problem } from "../../ui/panel-data.ts";
import { problemText } from "../../ui/texts/problem-text.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { DismissEvent } from "../events/dismiss-event.ts";
import { FilesEvent } from "../events/files-event.ts";
import { ModelChooseEvent } from "../events/model-choose-event.ts";
import { ModelRemoveEvent } from "../events/model-remove-event.ts";
import { RecalibrateEvent } from "../events/recalibrate-event.ts";
import type { InstalledModel } from "../models/installed-models.ts";
import { isRecalibrated } from "../models/is-recalibrated.ts";
import type { KeptModel } from "../models/model-store.ts";
import { modelsStyles } from "./residua-models.styles.ts";
import { takeFiles } from "./take-files.ts";

/**
 * The dialog in which a user adds models of their own and chooses which is used.
 *
 * @event residua-model-choose - Another model was chosen.
 * @event residua-model-remove - A model is to be removed.
 * @event residua-recalibrate - A model is to be calibrated on the site's own images.
 * @event residua-files - A model's .zip or the files of its folder were chosen.
 * @event residua-dismiss - It was closed.
 */
@customElement("residua-models")
@localized()
export class ResiduaModels extends LitElement {
  static override readonly styles = [sharedStyles, modelsStyles];

  @property({ type: Boolean }) open = false;
  /** Those of the page's manifest. */
  @property({ attribute: false }) installed: readonly Omit<InstalledModel, "url">[] = [];
  @property({ attribute: false }) models: readonly Omit<KeptModel, "files">[] = [];
  /** SHA-256; undefined where each image gets the model that suits it. */
  @property() chosen: string | undefined;
  /** Why the last file was not added. */
  @property({ attribute: false }) problem: Problem | undefined;
  /** A folder was chosen that holds nothing, or none was. */
  @state() private nothingChosen = false;

  override render(): TemplateResult {
    return html`<wa-dialog
      label=${msg("Models")}
      light-dismiss
      ?open=${this.open}
      @wa-after-hide=${() => this.dispatchEvent(new DismissEvent())}
    >
      <div class="box">
        <ul role="radiogroup" aria-label=${msg("Model to use")}>
          ${this.#choice(undefined, html`${msg("The model that suits the image: installed, or your own")}`)}
          ${this.models.map((model) => this.#own(model))}
        </ul>
        <p class="quiet small">
          ${msg("Your own models stay in this browser; their files are verified by hash. One that you choose is used for every image, within the limits that it names itself.")}
        </p>
        ${this.installed.length === 0 ? nothing : this.#installed()}
        <p class="quiet small" role="status">${this.nothingChosen ? msg("No files were chosen: the folder may be empty. Choose the folder that holds bundle.json.") : nothing}</p>
        ${
          this.problem
            ? html`<wa-callout size="s" variant="danger" appearance="filled-outlined" role="alert">
              <wa-icon slot="icon" name="refused"></wa-icon>${this.#problemText(this.problem)}
            </wa-callout>`
            : nothing
        }
        <div class="actions">
          <wa-button size="s" appearance="outlined" @click=${() => this.#pick("archive")}
            >${msg("Add a model (.zip)…")}</wa-button
          >
          <wa-button size="s" appearance="outlined" @click=${() => this.#pick("folder")}
            >${msg("Add a model's folder…")}</wa-button
          >
          <a href="train.html">${msg("Train a model")}</a>
        </div>
        <input id="archive" type="file" accept=".zip" hidden @change=${this.#onFiles} />
        <input id="folder" type="file" webkitdirectory hidden @change=${this.#onFiles} @cancel=${this.#onFiles} />
      </div>
    </wa-dialog>`;
  }

  #installed(): TemplateResult {
    return html`<section aria-labelledby="installed">
      <h3 id="installed">${msg("Installed models")}</h3>
      <ul>
        ${this.installed.map(
          ({ sha256, name, version }) => html`<li>
            <span class="name">${name} <span class="number">${version}</span></span>
            ${this.#recalibrate(sha256, name)}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #recalibrate(sha256: string, name: string): TemplateResult {
    return html`<wa-button
      class="recalibrate"
      size="xs"
      appearance="outlined"
      title=${msg(str`Calibrate ${name} on healthy images of this site`)}
      @click=${() => this.dispatchEvent(new RecalibrateEvent(sha256))}
      >${msg("Recalibrate for this site…")}</wa-button
    >`;
  }

  #own({ sha256, name, version }: Omit<KeptModel, "files">): TemplateResult {
    return this.#choice(
      sha256,
      html`${name} <span class="number">${version}</span>
        ${isRecalibrated(version) ? html`<span class="small">${msg("recalibrated for this site")}</span>` : nothing}
        <span class="quiet small number" title=${msg(str`SHA-256 of the model: ${sha256}`)}
          >${sha256.slice(0, 16)}</span
        >`,
      html`${this.#recalibrate(sha256, name)}<button
        type="button"
        aria-label=${msg(str`Remove ${name}`)}
        @click=${() => this.dispatchEvent(new ModelRemoveEvent(sha256))}
      >
        <wa-icon name="close"></wa-icon>
      </button>`,
    );
  }

  #choice(
    sha256: string | undefined,
    text: TemplateResult,
    remove: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    return html`<li role="presentation">
      <label
        ><input
          type="radio"
          name="model"
          .checked=${live(sha256 === this.chosen)}
          @change=${() => this.dispatchEvent(new ModelChooseEvent(sha256))}
        /><span>${text}</span></label
      >
      ${remove}
    </li>`;
  }

  /** What went wrong says more here than the panel's sentence, which tells a reader to install the model anew. */
  #problemText(problem: Problem): string {
    switch (problem.code) {
      case "model-integrity":
        return msg(
          str`${String(problem.details.path)} is not the file that this model was saved with, so it was not added. Fetch the model again from its source.`,
        );
      case "model-format":
        return this.#formatText(problem);
      default:
        return problemText(problem);
    }
  }

  /** The message in full where the page is English; else the place of the fault, which tells whoever made the model enough. */
  #formatText({ message, details }: Problem): string {
    switch (details.reason) {
      case "no-bundle":
        return msg(
          "There is no bundle.json, so this is no model. Choose the .zip file of a model, or its folder.",
        );
      case "damaged-archive":
        return msg("The .zip file is damaged. Fetch it again from its source.");
      case "too-large":
        return msg("This is larger than any model. Choose the .zip file of a model, or its folder.");
    }
    if (currentLanguage() === "en") return msg(str`This cannot be used as a model: ${message}`);
    const place = details.field ?? details.path;
    return place === undefined
      ? msg(
          "This cannot be used as a model: its files do not fit together, or are not made for this version of Residua.",
        )
      : msg(
          str`This cannot be used as a model: ${String(place)} is missing, or its value is not allowed. Ask whoever made the model for a corrected one.`,
        );
  }

  #pick(id: "archive" | "folder"): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click();
  }

  readonly #onFiles = (event: Event): void => {
    const files = takeFiles(event);
    this.nothingChosen = files.length === 0;
    if (files.length > 0) this.dispatchEvent(new FilesEvent(files));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-models": ResiduaModels;
  }
}
