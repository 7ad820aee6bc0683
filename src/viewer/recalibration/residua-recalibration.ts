import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "@awesome.me/webawesome/dist/components/input/input.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import "../../ui/icons/icon-library.ts";
import { formatNumber, formatShare } from "../../ui/localization/format.ts";
import type { Problem } from "../../ui/panel-data.ts";
import { reasonText } from "../../ui/texts/reason-text.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import "../elements/residua-file-report.ts";
import { takeFiles } from "../elements/take-files.ts";
import { DismissEvent } from "../events/dismiss-event.ts";
import { FilesEvent } from "../events/files-event.ts";
import {
  type RecalibrationCommand,
  RecalibrationCommandEvent,
} from "../events/recalibration-command-event.ts";
import type { RefusedFile } from "../files/open-files.ts";
import { durationText } from "../training/duration-text.ts";
import type { ImageFiles } from "../training/image-files.ts";
import type { SiteCalibration } from "./protocol.ts";
import { figureText, recalibrationProblemText, warningText } from "./recalibration-texts.ts";
import { recalibrationStyles } from "./residua-recalibration.styles.ts";
import {
  type ModelToRecalibrate,
  maximumLocalFiles,
  type RecalibrationStage,
  type Refusals,
} from "./site-recalibration.ts";

/**
 * The dialog in which a model is calibrated on a site's own healthy images.
 *
 * @event residua-files - Images were chosen; none where a folder was empty.
 * @event residua-recalibration-command - A button was pressed.
 * @event residua-dismiss - It was closed.
 */
@customElement("residua-recalibration")
@localized()
export class ResiduaRecalibration extends LitElement {
  static override readonly styles = [sharedStyles, recalibrationStyles];

  /** It is open while there is one. */
  @property({ attribute: false }) model: Pick<ModelToRecalibrate, "name" | "version"> | undefined;
  @property() stage: RecalibrationStage = "choosing";
  @property({ attribute: false }) files: ImageFiles | undefined;
  /** Files read, and of how many. */
  @property({ type: Number }) read = 0;
  @property({ type: Number }) total = 0;
  @property({ type: Number }) secondsLeft: number | undefined;
  @property({ attribute: false }) refusedFiles: readonly RefusedFile[] = [];
  @property({ attribute: false }) refusals: readonly Refusals[] = [];
  @property({ attribute: false }) result: SiteCalibration | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  @state() private population = "";

  override render(): TemplateResult {
    const { model } = this;
    return html`<wa-dialog
      label=${model ? msg(str`Recalibrate ${model.name} ${model.version} for this site`) : ""}
      ?open=${model !== undefined}
      @wa-after-hide=${() => this.dispatchEvent(new DismissEvent())}
    >
      <div class="box">${this.#stage()}</div>
      <input id="files" type="file" multiple hidden @change=${this.#onFiles} />
      <input id="folder" type="file" webkitdirectory hidden @change=${this.#onFiles} @cancel=${this.#onFiles} />
    </wa-dialog>`;
  }

  #stage(): TemplateResult {
    switch (this.stage) {
      case "choosing":
        return this.#choosing();
      case "running":
        return this.#running();
      case "done":
        return this.result ? this.#done(this.result) : html``;
    }
  }

  #choosing(): TemplateResult {
    return html`<p>
        ${msg("A threshold that holds at one hospital may not hold at another. Choose 50 to 300 images of this site without findings, of as many patients as possible, that the model was not trained on. The network stays as it is; thresholds, colour ranges and p-values are made anew.")}
      </p>
      <p class="quiet small">${msg("The images stay on this computer.")}</p>
      <div class="actions">
        <wa-button id="choose-folder" size="s" appearance="outlined" @click=${() => this.#pick("folder")}
          ><wa-icon slot="start" name="folder"></wa-icon>${msg("Choose a folder…")}</wa-button
        >
        <wa-button id="choose-files" size="s" appearance="outlined" @click=${() => this.#pick("files")}
          ><wa-icon slot="start" name="file"></wa-icon>${msg("Choose files…")}</wa-button
        >
        <span class="quiet small">${msg("or drop them here")}</span>
      </div>
      <p class="number" role="status">${this.#chosen()}</p>
      ${this.#problem()} ${this.#leftOut()}
      <wa-input
        id="population"
        size="s"
        label=${msg("Who the healthy images are of")}
        hint=${msg("Stands on the model's card and beside its results; name no patient")}
        placeholder=${msg("Adults without findings, one hospital, 2020 to 2024")}
        maxlength="500"
        .value=${live(this.population)}
        @input=${(event: Event) => {
          this.population = (event.target as HTMLInputElement).value;
        }}
      ></wa-input>
      <div class="actions">
        ${this.#button("start", msg("Recalibrate"), "accent", (this.files?.healthy.length ?? 0) === 0)}
      </div>`;
  }

  #chosen(): string {
    const { files } = this;
    if (!files) return "";
    const count = files.healthy.length;
    const others =
      files.others > 0
        ? ` ${msg(str`${formatNumber(files.others)} more lie in folders of other classes and are left out.`)}`
        : "";
    if (count === 0)
      return `${msg("No images were chosen: the folder may be empty. Choose another one.")}${others}`;
    const chosen = count === 1 ? msg("1 file chosen.") : msg(str`${formatNumber(count)} files chosen.`);
    const most =
      count > maximumLocalFiles
        ? ` ${msg(str`${formatNumber(maximumLocalFiles)} of them are used, spread evenly.`)}`
        : "";
    return `${chosen}${others}${most}`;
  }

  #running(): TemplateResult {
    const { read, total, secondsLeft } = this;
    const left = secondsLeft === undefined ? "" : msg(str`, ${durationText(secondsLeft)} left`);
    return html`<div class="busy">
        <p class="number" aria-live="off">
          ${msg(str`File ${formatNumber(read)} of ${formatNumber(total)}`)}${left}
        </p>
        <wa-progress-bar
          label=${msg("Recalibrating")}
          .value=${(100 * read) / Math.max(1, total)}
        ></wa-progress-bar>
        ${this.#button("cancel", msg("Cancel"), "outlined")}
      </div>
      ${this.#leftOut()}`;
  }

  #done({ version, report }: SiteCalibration): TemplateResult {
    const { images, patients, targetFpr, before, after, warnings } = report;
    const row = (name: string, value: unknown) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td class="number">${value}</td>
      </tr>`;
    return html`<p role="status">
        ${msg(
          str`Calibrated on ${formatNumber(images)} healthy images of ${formatNumber(patients)} patients: version ${version}.`,
        )}
      </p>
      <table aria-label=${msg("Healthy images that raise a false alarm")}>
        <tbody>
          ${row(msg("False alarms promised"), formatShare(targetFpr))}
          ${row(msg("At this site before"), html`<strong>${figureText(before)}</strong>`)}
          ${row(
            msg("At this site now, cross-validated by patient"),
            after
              ? html`<strong>${figureText(after)}</strong>`
              : msg("not known, all images are of one patient"),
          )}
        </tbody>
      </table>
      <p class="quiet small">
        ${msg("Share of the healthy images above the threshold; in brackets the 95 % interval over patients.")}
      </p>
      ${warnings.map(
        (warning) =>
          html`<wa-callout size="s" variant="warning" appearance="filled-outlined" role="note">
            <wa-icon slot="icon" name="caution"></wa-icon>${warningText(warning)}
          </wa-callout>`,
      )}
      ${this.#problem()} ${this.#leftOut()}
      <p class="quiet small">
        ${msg("Kept, it is a model of its own in this browser and comes before the original for images that both are for; the original stays. Remove it to go back.")}
      </p>
      <div class="actions">
        ${this.#button("keep", msg("Keep"), "accent")} ${this.#button("download", msg("Download"), "outlined")}
        ${this.#button("discard", msg("Discard"), "outlined")}
      </div>`;
  }

  #leftOut(): TemplateResult | typeof nothing {
    const { refusals, refusedFiles } = this;
    const images = refusals.reduce((sum, each) => sum + each.images, 0);
    if (images === 0 && refusedFiles.length === 0) return nothing;
    return html`${
      images === 0
        ? nothing
        : html`<section aria-labelledby="left-out">
          <p id="left-out">
            ${
              images === 1
                ? msg("1 image was left out, since the model is not for it:")
                : msg(str`${formatNumber(images)} images were left out, since the model is not for them:`)
            }
          </p>
          <ul class="small">
            ${refusals.map(
              ({ reason, images: count }) =>
                html`<li>${reasonText(reason)} <span class="quiet number">(${formatNumber(count)})</span></li>`,
            )}
          </ul>
        </section>`
    }
    ${
      refusedFiles.length === 0
        ? nothing
        : html`<residua-file-report
          .refused=${refusedFiles}
          @residua-dismiss=${(event: Event) => {
            event.stopPropagation();
            this.refusedFiles = [];
          }}
        ></residua-file-report>`
    }`;
  }

  #problem(): TemplateResult | typeof nothing {
    if (!this.problem) return nothing;
    return html`<wa-callout size="s" variant="danger" appearance="filled-outlined" role="alert">
      <wa-icon slot="icon" name="refused"></wa-icon>${recalibrationProblemText(this.problem)}
    </wa-callout>`;
  }

  #button(
    command: RecalibrationCommand,
    text: string,
    appearance: "accent" | "outlined",
    disabled = false,
  ): TemplateResult {
    return html`<wa-button
      id=${command}
      size="s"
      variant=${appearance === "accent" ? "brand" : "neutral"}
      appearance=${appearance}
      ?disabled=${disabled}
      @click=${() => this.dispatchEvent(new RecalibrationCommandEvent(command, this.population))}
      >${text}</wa-button
    >`;
  }

  #pick(id: "files" | "folder"): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click();
  }

  /** A browser tells of an empty folder as of a choice that was cancelled. */
  readonly #onFiles = (event: Event): void => {
    const files = takeFiles(event);
    if (files.length > 0 || !this.files) this.dispatchEvent(new FilesEvent(files));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-recalibration": ResiduaRecalibration;
  }
}
