import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { msg } from "@lit/localize";
import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Diagnostics } from "../../diagnostics/facts.ts";
import type { BackendChoice } from "../../inference/engine.ts";
import type { FindingsArchive } from "../../inference/findings-store.ts";
import { gatherDiagnostics } from "../diagnostics/gather-diagnostics.ts";
import "../diagnostics/residua-diagnostics.ts";
import "../elements/residua-update.ts";
import type { StorageCommand, StorageCommandEvent } from "../events/storage-command-event.ts";
import type { Series } from "../files/series.ts";
import { OfflinePage } from "../offline/offline-page.ts";
import { keptResultsCsv, keptResultsJson } from "../storage/kept-results.ts";
import "../storage/residua-storage.ts";
import { saveFile } from "../storage/save-file.ts";
import { type StoredSummary, summariseStored } from "../storage/stored-summary.ts";

/** What the dialog is about; read when it is opened. */
export interface SystemContext {
  readonly series: Series | undefined;
  readonly backend: BackendChoice | undefined;
  /** Version of Residua; undefined before the manifest has been read. */
  readonly software: string | undefined;
}

export interface SystemDialogOptions {
  /** URL of manifest.json. */
  readonly manifest: string;
  readonly store: FindingsArchive;
  readonly context: () => SystemContext;
  /** Forgets results, those that are shown too. */
  readonly onClear: () => Promise<void>;
  /** Something failed that the dialog does not explain. */
  readonly onFailure: (error: unknown) => void;
}

/** The dialog about this browser: what it keeps, what it can do, and whether the page works without a network. */
export class SystemDialog {
  readonly offline: OfflinePage;
  readonly #host: ReactiveControllerHost;
  readonly #options: SystemDialogOptions;
  #shown = false;
  #stored: StoredSummary | undefined;
  #diagnostics: Diagnostics | undefined;
  #measuring = false;
  #work = new AbortController();

  constructor(host: ReactiveControllerHost, options: SystemDialogOptions) {
    this.#host = host;
    this.#options = options;
    this.offline = new OfflinePage(host);
  }

  /** Whether it is in front of the page. */
  get open(): boolean {
    return this.#shown;
  }

  show(): void {
    this.#shown = true;
    this.#stored = undefined;
    this.#diagnostics = undefined;
    this.#changed();
    this.#run(() => this.#count());
    this.#run(() => this.#gather(false));
  }

  render(): TemplateResult {
    const { state, refusal } = this.offline;
    return html`<wa-dialog
      class="system"
      label=${msg("Storage and diagnostics")}
      light-dismiss
      ?open=${this.#shown}
      @wa-after-hide=${(event: Event) => event.target === event.currentTarget && this.#hide()}
    >
      <h2>${msg("Storage")}</h2>
      <residua-storage
        .stored=${this.#stored}
        offline=${state}
        .refusal=${refusal}
        @residua-storage-command=${(event: StorageCommandEvent) => this.#run(() => this.#obey(event.command))}
      ></residua-storage>
      <h2>${msg("Diagnostics")}</h2>
      <residua-diagnostics
        .diagnostics=${this.#diagnostics}
        ?measuring=${this.#measuring}
        @residua-measure=${() => this.#run(() => this.#gather(true))}
      ></residua-diagnostics>
    </wa-dialog>`;
  }

  /** Among the messages over the image: a newer version of the page. */
  renderUpdate(): TemplateResult {
    const { offline } = this;
    return html`<residua-update
      ?offered=${offline.updateOffered}
      ?otherWindows=${offline.otherWindows}
      @residua-reload=${() => this.#run(() => offline.update())}
      @residua-dismiss=${() => offline.dismissUpdate()}
    ></residua-update>`;
  }

  #hide(): void {
    this.#work.abort();
    this.#work = new AbortController();
    this.#shown = false;
    this.#measuring = false;
    this.#changed();
  }

  async #count(): Promise<void> {
    this.#stored = await summariseStored(this.#options.store, this.#images());
    this.#changed();
  }

  async #gather(measure: boolean): Promise<void> {
    const { signal } = this.#work;
    const { manifest, store, context } = this.#options;
    this.#measuring = measure;
    this.#changed();
    const { backend } = context();
    const gathered = await gatherDiagnostics({
      manifest,
      backend,
      store,
      offline: this.offline,
      measure,
      signal,
    });
    if (signal.aborted) return;
    this.#diagnostics = gathered;
    this.#measuring = false;
    this.#changed();
  }

  async #obey(command: StorageCommand): Promise<void> {
    switch (command) {
      case "save-series-json":
      case "save-series-csv":
        return this.#save(command.endsWith("csv"), this.#images());
      case "save-all-json":
      case "save-all-csv":
        return this.#save(command.endsWith("csv"), undefined);
      case "clear":
        await this.#options.onClear();
        return this.#count();
      case "offline-on":
        return this.offline.turnOn();
      case "offline-off":
        return this.offline.turnOff();
    }
  }

  /** @param images those that are wanted, by SOP Instance UID; all when absent */
  async #save(csv: boolean, images: ReadonlySet<string> | undefined): Promise<void> {
    const { store, context } = this.#options;
    const all = await store.entries();
    const entries = images ? all.filter(({ findings }) => images.has(findings.SOPInstanceUID)) : all;
    const options = { software: context().software ?? "unknown", date: new Date() };
    const name = `residua-results-${images ? "series" : "all"}`;
    if (csv) saveFile(keptResultsCsv(entries, options), `${name}.csv`, "text/csv");
    else
      saveFile(
        JSON.stringify(keptResultsJson(entries, options), null, 2),
        `${name}.json`,
        "application/json",
      );
  }

  #images(): ReadonlySet<string> {
    const { series } = this.#options.context();
    return new Set(series?.images.map(({ header }) => header.SOPInstanceUID));
  }

  #run(work: () => Promise<void>): void {
    const { signal } = this.#work;
    work().catch((error: unknown) => {
      if (!signal.aborted) this.#options.onFailure(error);
    });
  }

  #changed(): void {
    this.#host.requestUpdate();
  }
}
