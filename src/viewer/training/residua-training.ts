import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import "../../ui/residua-intended-use.ts";
import "../../ui/residua-language-switch.ts";
import { problemText } from "../../ui/texts/problem-text.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { themeStyles } from "../../ui/theme/theme.styles.ts";
import { dropTargetStyles } from "../app/drop-target.styles.ts";
import { DropTarget } from "../app/drop-target.ts";
import { readPageQuery } from "../app/page-query.ts";
import { UnexpectedErrors } from "../app/unexpected-errors.ts";
import "../elements/residua-failure.ts";
import "../elements/residua-file-report.ts";
import type { FilesEvent } from "../events/files-event.ts";
import type { SettingChangeEvent } from "../events/setting-change-event.ts";
import type { TrainingCommand, TrainingCommandEvent } from "../events/training-command-event.ts";
import { withPaths } from "../files/path-file.ts";
import { rememberChoice } from "../models/chosen-model.ts";
import { downloadBundle } from "../models/download-bundle.ts";
import { keepModel } from "../models/model-store.ts";
import { trainingStyles } from "./residua-training.styles.ts";
import "./residua-training-form.ts";
import "./residua-training-monitor.ts";
import type { KeptRun } from "./run-store.ts";
import { TrainingRun, type TrainingStage } from "./training-run.ts";

const before: readonly TrainingStage[] = ["choosing", "preparing", "ready"];

/** The page that trains a model on the user's own images: choice and settings on the left, the course on the right. */
@customElement("residua-training")
@localized()
export class ResiduaTraining extends LitElement {
  static override readonly styles = [themeStyles, sharedStyles, dropTargetStyles, trainingStyles];

  readonly run = new TrainingRun(this, readPageQuery(location.search).backend);
  readonly #errors = new UnexpectedErrors(this);
  readonly #drop = new DropTarget(this, async (files) => this.run.choose(await files));
  readonly #listeners = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    const { signal } = this.#listeners;
    // Closing the page in the middle of an epoch loses that epoch.
    addEventListener("beforeunload", (event) => this.#running && event.preventDefault(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listeners.abort();
  }

  override render(): TemplateResult {
    const { run } = this;
    const begun = !before.includes(run.stage);
    return html`<div
      class="app"
      @residua-files=${(event: FilesEvent) => run.choose(withPaths(event.files))}
      @residua-setting-change=${(event: SettingChangeEvent) => run.change(event.change)}
      @residua-training-command=${(event: TrainingCommandEvent) => void this.#obey(event.command)}
    >
      <header>
        <a class="brand" href="./" aria-label=${msg("Residua: back to the viewer")}
          ><img src="assets/icons/residua.svg" alt="" width="22" height="22" />Residua</a
        >
        <h1>${msg("Train a model")}</h1>
        <div class="end">
          <residua-intended-use></residua-intended-use>
          <residua-language-switch></residua-language-switch>
        </div>
      </header>
      <aside class="left" aria-label=${msg("Images and settings")}>
        <residua-training-form
          .settings=${run.settings}
          .files=${run.files}
          .read=${run.stage === "preparing" ? run.read : undefined}
          .split=${run.stage === "choosing" ? undefined : run.split}
          .shortage=${run.shortage}
          ?disabled=${begun}
        ></residua-training-form>
        <residua-file-report .refused=${run.refused} @residua-dismiss=${() => run.dismissReport()}></residua-file-report>
      </aside>
      <main>
        ${this.#problem()}
        ${
          this.#errors.message === undefined
            ? nothing
            : html`<residua-failure
              .message=${this.#errors.message}
              @residua-dismiss=${() => this.#errors.dismiss()}
            ></residua-failure>`
        }
        ${run.kept && !begun ? this.#kept(run.kept) : nothing} ${begun ? this.#monitor() : this.#intro()}
      </main>
      ${this.#drop.active ? html`<div class="drop" aria-hidden="true">${msg("Drop to choose")}</div>` : nothing}
    </div>`;
  }

  #intro(): TemplateResult {
    return html`<section class="intro" aria-labelledby="intro">
      <h2 id="intro">${msg("A model of your own healthy images")}</h2>
      <p>
        ${msg("A network learns on this computer what healthy images look like. Where a later image differs from what it learned, the viewer's heatmap lights up.")}
      </p>
      <ol>
        <li>${msg("Choose a folder of images without findings, all of one body part and one kind.")}</li>
        <li>${msg("Choose a preset. Some of the patients are held out: they set the thresholds.")}</li>
        <li>${msg("Train. The page may stay in the background meanwhile, but must stay open.")}</li>
        <li>${msg("Use the model in the viewer, or download it.")}</li>
      </ol>
      <p class="quiet">
        ${msg("Images stay on this computer; nothing is uploaded. How well a model finds anything is unknown until it has been evaluated on images with findings.")}
      </p>
    </section>`;
  }

  #kept({ preset, history }: KeptRun): TemplateResult {
    const [done, all] = [formatNumber(history.length), formatNumber(preset.optimization.epochs)];
    return html`<wa-callout size="s" variant="brand" appearance="filled-outlined">
      <wa-icon slot="icon" name="info"></wa-icon>
      <p>${msg(str`A training is kept in this browser: ${preset.name}, ${done} of ${all} epochs done.`)}</p>
      <div class="kept">
        ${this.#button("resume", msg("Go on with it"))}
        ${this.#button("take-as-is", msg("Make the model as it is"))}
        ${this.#button("discard", msg("Delete it"))}
      </div>
    </wa-callout>`;
  }

  #button(command: TrainingCommand, text: string): TemplateResult {
    return html`<wa-button id=${command} size="xs" appearance="outlined" @click=${() => void this.#obey(command)}
      >${text}</wa-button
    >`;
  }

  #monitor(): TemplateResult {
    const { run } = this;
    return html`<residua-training-monitor
      stage=${run.stage}
      .preset=${run.preset}
      .backend=${run.backend}
      .points=${run.points}
      .progress=${run.progress}
      .history=${run.history}
      .preview=${run.preview}
      .calibrated=${run.calibrated}
      .calibrationImages=${run.calibrationImages}
      ?notKept=${run.notKept}
    ></residua-training-monitor>`;
  }

  #problem(): TemplateResult | typeof nothing {
    const { problem } = this.run;
    if (!problem) return nothing;
    return html`<wa-callout size="s" variant="danger" appearance="filled-outlined" role="alert">
      <wa-icon slot="icon" name="refused"></wa-icon>${problemText(problem)}
    </wa-callout>`;
  }

  get #running(): boolean {
    return ["starting", "training", "paused", "calibrating"].includes(this.run.stage);
  }

  async #obey(command: TrainingCommand): Promise<void> {
    const { run } = this;
    switch (command) {
      case "prepare":
        return run.prepare();
      case "cancel-preparing":
        return run.cancelPreparing();
      case "start":
        return run.start();
      case "resume":
        return run.resume(true);
      case "take-as-is":
        return run.resume(false);
      case "pause":
        return run.pause();
      case "go":
        return run.go();
      case "stop":
        return run.stop();
      case "finish":
        return run.finish();
      case "discard":
        return run.discard();
      case "download":
        return this.#download();
      case "use":
        return this.#use();
    }
  }

  #download(): void {
    const { bundle, preset } = this.run;
    if (!bundle || !preset) return;
    downloadBundle(bundle, `${preset.id}-${preset.version}`);
  }

  /** Keeps the model in this browser, chooses it, and goes to the viewer. */
  async #use(): Promise<void> {
    const { bundle } = this.run;
    if (!bundle) return;
    try {
      const { sha256 } = await keepModel(bundle);
      rememberChoice(sha256);
      location.href = "./";
    } catch (error) {
      this.#errors.report(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-training": ResiduaTraining;
  }
}
