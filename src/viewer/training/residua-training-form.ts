import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "@awesome.me/webawesome/dist/components/input/input.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import { minimumCalibrationImages } from "../../scoring/calibrate.ts";
import "../../ui/icons/icon-library.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import { currentLanguage } from "../../ui/localization/language.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import "../elements/residua-open-buttons.ts";
import { SettingChangeEvent } from "../events/setting-change-event.ts";
import { type TrainingCommand, TrainingCommandEvent } from "../events/training-command-event.ts";
import type { ImageFiles } from "./image-files.ts";
import type { PartCount, PatientSplit } from "./patient-split.ts";
import { presets } from "./presets.ts";
import { trainingFormStyles } from "./residua-training-form.styles.ts";
import { type RunSettings, type SettingName, settingRanges, wrongSettings } from "./run-settings.ts";

/** Fewer training images than this seldom make a model that is good for anything. */
const fewImages = 200;

/**
 * What to train on and how, up to the start.
 *
 * @event residua-files - Files were chosen.
 * @event residua-setting-change - A setting was changed.
 * @event residua-training-command - A button was pressed.
 */
@customElement("residua-training-form")
@localized()
export class ResiduaTrainingForm extends LitElement {
  static override readonly styles = [sharedStyles, trainingFormStyles];

  @property({ attribute: false }) settings: RunSettings | undefined;
  @property({ attribute: false }) files: ImageFiles | undefined;
  /** Files read so far; undefined when none are being read. */
  @property({ attribute: false }) read: number | undefined;
  /** Of the prepared images; undefined before they are. */
  @property({ attribute: false }) split: PatientSplit | undefined;
  @property() shortage: "calibrate" | "train" | undefined;
  /** A training goes on. */
  @property({ type: Boolean }) disabled = false;

  override render(): TemplateResult {
    const { settings } = this;
    if (!settings) return html``;
    return html`<section aria-labelledby="images">
        <h2 id="images">${msg("Healthy images")}</h2>
        <p class="quiet small">
          ${msg("DICOM, PNG or JPEG; drop a folder anywhere, or choose it. Images of one patient stay together: by the patient's ID in DICOM, else by folder.")}
        </p>
        ${this.disabled || this.read !== undefined ? nothing : html`<residua-open-buttons></residua-open-buttons>`}
        ${this.#chosen()}
      </section>
      <section aria-labelledby="settings">
        <h2 id="settings">${msg("Model")}</h2>
        ${keyed(currentLanguage(), this.#fields(settings))}
      </section>
      <section aria-labelledby="check" aria-live="polite">
        <h2 id="check">${msg("Check and start")}</h2>
        ${this.#check(settings)}
      </section>`;
  }

  #chosen(): TemplateResult | typeof nothing {
    const { files } = this;
    if (!files) return nothing;
    const count = formatNumber(files.healthy.length);
    return html`<p class="number" role="status">
      ${files.healthy.length === 1 ? msg("1 file chosen.") : msg(str`${count} files chosen.`)}
      ${
        files.others === 0
          ? nothing
          : msg(str`${formatNumber(files.others)} more lie in folders of other classes and are left out.`)
      }
    </p>`;
  }

  #fields(settings: RunSettings): TemplateResult {
    const locked = this.disabled || this.read !== undefined;
    return html`<wa-select
        id="preset"
        size="s"
        label=${msg("Preset")}
        hint=${msg("Which images it is for, and how they are prepared")}
        ?disabled=${locked}
        .value=${live(settings.presetId)}
        @change=${(event: Event) => this.#change({ presetId: (event.target as HTMLInputElement).value })}
      >
        ${presets.map(({ id, name }) => html`<wa-option value=${id}>${name}</wa-option>`)}
      </wa-select>
      <wa-input
        id="name"
        size="s"
        label=${msg("Name of the model")}
        maxlength="80"
        required
        ?disabled=${locked}
        .value=${live(settings.name)}
        @change=${(event: Event) => this.#change({ name: (event.target as HTMLInputElement).value })}
      ></wa-input>
      <wa-input
        id="population"
        size="s"
        label=${msg("Who the healthy images are of")}
        hint=${msg("Stands on the model's card and beside its results; name no patient")}
        placeholder=${msg("Adults without findings, one hospital, 2020 to 2024")}
        maxlength="2000"
        ?disabled=${locked}
        .value=${live(settings.population)}
        @change=${(event: Event) => this.#change({ population: (event.target as HTMLInputElement).value })}
      ></wa-input>
      <div class="pair">
        ${this.#number("epochs", msg("Epochs"), settings)}
        ${this.#number("latentSize", msg("Latent size"), settings)}
        ${this.#number("beta", msg("Beta (weight of KL)"), settings)}
        ${this.#number("seed", msg("Seed"), settings)}
      </div>`;
  }

  #number(name: SettingName, label: string, settings: RunSettings): TemplateResult {
    const { minimum, maximum, step } = settingRanges[name];
    return html`<wa-input
      id=${name}
      size="s"
      type="number"
      label=${label}
      min=${minimum}
      max=${maximum}
      step=${step}
      without-spin-buttons
      ?disabled=${this.disabled || this.read !== undefined}
      .value=${live(String(settings[name]))}
      @change=${(event: Event) => {
        const { value } = event.target as HTMLInputElement;
        this.#change({ [name]: value === "" ? Number.NaN : Number(value) });
      }}
    ></wa-input>`;
  }

  #check(settings: RunSettings): TemplateResult {
    const wrong = wrongSettings(settings);
    if (wrong.length > 0) return this.#wrong(wrong[0]!);
    if (this.read !== undefined) return this.#reading(this.read);
    if (this.split)
      return html`${this.#counts(this.split)} ${this.#advice(this.split)} ${this.disabled ? nothing : this.#start()}`;
    const none = (this.files?.healthy.length ?? 0) === 0;
    return html`<p class="quiet small">
        ${msg("First the images are prepared, so that you see how many can be used before the training starts.")}
      </p>
      ${this.#button("prepare", msg("Prepare images"), none || this.disabled)}`;
  }

  #wrong(name: SettingName | "name"): TemplateResult {
    if (name === "name") return this.#callout("danger", msg("Give the model a name of at most 80 letters."));
    const { minimum, maximum } = settingRanges[name];
    const names: Readonly<Record<SettingName, string>> = {
      epochs: msg("Epochs"),
      latentSize: msg("Latent size"),
      beta: msg("Beta (weight of KL)"),
      seed: msg("Seed"),
    };
    return this.#callout(
      "danger",
      msg(str`${names[name]}: choose a number from ${formatNumber(minimum)} to ${formatNumber(maximum)}.`),
    );
  }

  #reading(done: number): TemplateResult {
    const total = this.files?.healthy.length ?? 0;
    return html`<div class="busy">
      <p class="number" aria-live="off">
        ${msg(str`Preparing file ${formatNumber(done)} of ${formatNumber(total)}`)}
      </p>
      <wa-progress-bar label=${msg("Preparing images")} .value=${(100 * done) / Math.max(1, total)}></wa-progress-bar>
      ${this.#button("cancel-preparing", msg("Cancel"), false, "outlined")}
    </div>`;
  }

  #counts({ counts }: PatientSplit): TemplateResult {
    const row = (name: string, { images, patients }: PartCount) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td class="number">${formatNumber(images)}</td>
        <td class="number">${formatNumber(patients)}</td>
      </tr>`;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${msg("Divided by patient")}</th>
          <th scope="col">${msg("images")}</th>
          <th scope="col">${msg("patients")}</th>
        </tr>
      </thead>
      <tbody>
        ${row(msg("To train on"), counts.train)}
        ${counts.validate.images > 0 ? row(msg("Held out to stop early by"), counts.validate) : nothing}
        ${row(msg("Held out to calibrate on"), counts.calibrate)}
      </tbody>
    </table>`;
  }

  #advice({ counts }: PatientSplit): TemplateResult | typeof nothing {
    if (this.shortage === "calibrate") {
      const [least, there] = [formatNumber(minimumCalibrationImages), formatNumber(counts.calibrate.images)];
      return this.#callout(
        "danger",
        msg(
          str`Too few to calibrate on: thresholds need at least ${least} held-out images, there are ${there}. Add healthy images of other patients.`,
        ),
      );
    }
    if (this.shortage === "train")
      return this.#callout("danger", msg("Too few to train on. Add healthy images of other patients."));
    if (counts.train.images >= fewImages) return nothing;
    return this.#callout(
      "warning",
      msg(
        str`${formatNumber(counts.train.images)} images are few to train on: expect a model that marks much that is healthy.`,
      ),
    );
  }

  #start(): TemplateResult {
    return html`<p class="quiet small">
        ${msg("Until you delete the training, the prepared images and each epoch's weights stay in this browser, without names or dates, so that it can go on after a reload.")}
      </p>
      ${this.#button("start", msg("Start training"), this.shortage !== undefined)}`;
  }

  #callout(variant: "danger" | "warning", text: string): TemplateResult {
    return html`<wa-callout size="s" variant=${variant} appearance="filled-outlined">
      <wa-icon slot="icon" name="caution"></wa-icon>${text}
    </wa-callout>`;
  }

  #button(
    command: TrainingCommand,
    text: string,
    disabled: boolean,
    appearance: "accent" | "outlined" = "accent",
  ): TemplateResult {
    return html`<wa-button
      id=${command}
      size="s"
      variant=${appearance === "accent" ? "brand" : "neutral"}
      appearance=${appearance}
      ?disabled=${disabled}
      @click=${() => this.dispatchEvent(new TrainingCommandEvent(command))}
      >${text}</wa-button
    >`;
  }

  #change(change: Partial<RunSettings>): void {
    this.dispatchEvent(new SettingChangeEvent(change));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-training-form": ResiduaTrainingForm;
  }
}
