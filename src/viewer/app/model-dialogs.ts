import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { BackendName } from "../../inference/engine.ts";
import "../elements/residua-models.ts";
import type { FilesEvent } from "../events/files-event.ts";
import type { ModelChooseEvent } from "../events/model-choose-event.ts";
import type { ModelRemoveEvent } from "../events/model-remove-event.ts";
import type { RecalibrateEvent } from "../events/recalibrate-event.ts";
import type { RecalibrationCommandEvent } from "../events/recalibration-command-event.ts";
import { type PathFile, withPaths } from "../files/path-file.ts";
import { downloadBundle } from "../models/download-bundle.ts";
import { fetchInstalled, type InstalledModel, listInstalled } from "../models/installed-models.ts";
import { OwnModels } from "../models/own-models.ts";
import "../recalibration/residua-recalibration.ts";
import { SiteRecalibration } from "../recalibration/site-recalibration.ts";
import type { ModelsToUse } from "../residua/residua-link.ts";

export interface ModelDialogsOptions {
  /** URL of manifest.json. */
  readonly manifest: string;
  /** For recalibrations; by default the fastest is measured. */
  readonly backend: BackendName | undefined;
  /** Other models are to be used from now on. */
  readonly onChange: () => void;
}

/** The dialogs about models: those that are installed, the user's own, and recalibrating one of them. */
export class ModelDialogs {
  readonly #host: ReactiveControllerHost;
  readonly #options: ModelDialogsOptions;
  readonly #models: OwnModels;
  readonly #recalibration: SiteRecalibration;
  #installed: readonly InstalledModel[] = [];
  #shown = false;

  constructor(host: ReactiveControllerHost, options: ModelDialogsOptions) {
    this.#host = host;
    this.#options = options;
    this.#models = new OwnModels(host, options.onChange);
    this.#recalibration = new SiteRecalibration(host, options.backend);
  }

  /** Reads the user's own models; before it, there are none. */
  load(): Promise<void> {
    return this.#models.load();
  }

  forPlugin(): ModelsToUse {
    return this.#models.forPlugin();
  }

  /** Whether one of the dialogs is in front of the page. */
  get open(): boolean {
    return this.#shown || this.#recalibration.model !== undefined;
  }

  show(shown = true): void {
    this.#models.dismissProblem();
    this.#setShown(shown);
    if (!shown) return;
    // Without the list the user's own models are there still.
    listInstalled(this.#options.manifest).then(
      (models) => {
        this.#installed = models;
        this.#host.requestUpdate();
      },
      () => undefined,
    );
  }

  /** Takes dropped files where a dialog is open that has a use for them. */
  take(files: Promise<readonly PathFile[]>): boolean {
    if (!this.#recalibration.model) return false;
    void files.then((chosen) => this.#recalibration.choose(chosen));
    return true;
  }

  render(): TemplateResult {
    return html`${this.#modelDialog()} ${this.#recalibrationDialog()}`;
  }

  #modelDialog(): TemplateResult {
    return html`<residua-models
      ?open=${this.#shown}
      .installed=${this.#installed}
      .models=${this.#models.models}
      .chosen=${this.#models.chosen}
      .problem=${this.#models.problem}
      @residua-model-choose=${(event: ModelChooseEvent) => this.#models.choose(event.sha256)}
      @residua-model-remove=${(event: ModelRemoveEvent) => void this.#models.remove(event.sha256)}
      @residua-files=${(event: FilesEvent) => void this.#models.add(event.files)}
      @residua-recalibrate=${(event: RecalibrateEvent) => this.#recalibrate(event.sha256)}
      @residua-dismiss=${() => this.show(false)}
    ></residua-models>`;
  }

  #recalibrationDialog(): TemplateResult {
    const recalibration = this.#recalibration;
    return html`<residua-recalibration
      .model=${recalibration.model}
      stage=${recalibration.stage}
      .files=${recalibration.files}
      .read=${recalibration.read}
      .total=${recalibration.total}
      .secondsLeft=${recalibration.secondsLeft}
      .refusedFiles=${recalibration.refusedFiles}
      .refusals=${recalibration.refusals}
      .result=${recalibration.result}
      .problem=${recalibration.problem ?? (recalibration.stage === "done" ? this.#models.problem : undefined)}
      @residua-files=${(event: FilesEvent) => recalibration.choose(withPaths(event.files))}
      @residua-recalibration-command=${(event: RecalibrationCommandEvent) => void this.#obey(event)}
      @residua-dismiss=${() => this.#endRecalibration()}
    ></residua-recalibration>`;
  }

  #recalibrate(sha256: string): void {
    const installed = this.#installed.find((model) => model.sha256 === sha256);
    const own = this.#models.models.find((model) => model.sha256 === sha256);
    const load = installed
      ? (signal: AbortSignal) => fetchInstalled(installed, signal)
      : async () => own!.files;
    const { name, version } = (installed ?? own)!;
    this.#setShown(false);
    this.#recalibration.open({ name, version, load });
  }

  async #obey({ command, population }: RecalibrationCommandEvent): Promise<void> {
    const recalibration = this.#recalibration;
    const { result } = recalibration;
    switch (command) {
      case "start":
        return recalibration.start(population);
      case "cancel":
        return recalibration.cancel();
      case "discard":
        return recalibration.discard();
      case "download":
        if (result) downloadBundle(result.files, `${result.id}-${result.version.replace("+", "-")}`);
        return;
      case "keep":
        if (result && (await this.#models.keep(result.files))) this.#endRecalibration();
    }
  }

  /** Back to the models, where the new one is. */
  #endRecalibration(): void {
    if (!this.#recalibration.model) return;
    this.#recalibration.close();
    this.show();
  }

  #setShown(shown: boolean): void {
    this.#shown = shown;
    this.#host.requestUpdate();
  }
}
