import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { msg } from "@lit/localize";
import { zipSync } from "fflate";
import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Plugin } from "../../../plugin/index.ts";
import { NotApplicableError } from "../../errors/index.ts";
import { text } from "../../report/dataset.ts";
import type { ResultFile, ResultObject } from "../../report/result-files.ts";
import { toProblem } from "../../ui/problem.ts";
import type { ResultsChoice, ResultsCommandEvent } from "../events/results-command-event.ts";
import type { Series } from "../files/series.ts";
import { saveFile } from "../storage/save-file.ts";
import "./residua-results.ts";
import { isBusy, type ResultsState } from "./results-state.ts";
import { type ScoredSeries, scoreSeries, writeResults } from "./series-results.ts";
import { addressFault, serverAddress } from "./server-address.ts";
import { StoreClient, StoreProblem } from "./store-client.ts";

/** What the results are of; read when they are made. */
export interface ResultsContext {
  readonly plugin: Plugin | undefined;
  readonly series: Series | undefined;
  /** How many of the series' images have a result. */
  readonly scored: number;
}

/** The dialog in which the results of the series on the screen are downloaded, or sent to a server. */
export class ResultsDialog {
  readonly #host: ReactiveControllerHost;
  readonly #context: () => ResultsContext;
  #shown = false;
  #state: ResultsState = { stage: "idle" };
  #work = new AbortController();

  constructor(host: ReactiveControllerHost, context: () => ResultsContext) {
    this.#host = host;
    this.#context = context;
  }

  /** Whether it is in front of the page. */
  get open(): boolean {
    return this.#shown;
  }

  show(): void {
    if (!this.#context().series) return;
    this.#shown = true;
    this.#become({ stage: "idle" });
  }

  render(): TemplateResult {
    const { series, scored } = this.#context();
    return html`<wa-dialog
      class="results"
      label=${msg("Results")}
      ?open=${this.#shown}
      @wa-after-hide=${(event: Event) => event.target === event.currentTarget && this.#hide()}
    >
      <residua-results
        .state=${this.#state}
        images=${series?.imageIds.length ?? 0}
        scored=${scored}
        @residua-results-command=${(event: ResultsCommandEvent) => this.#obey(event)}
      ></residua-results>
    </wa-dialog>`;
  }

  #obey({ command, choice }: ResultsCommandEvent): void {
    if (command === "cancel") this.#cancel();
    else if (!isBusy(this.#state)) void this.#run(choice, command);
  }

  #cancel(): void {
    this.#work.abort();
    this.#become({ stage: "idle" });
  }

  #hide(): void {
    this.#work.abort();
    this.#shown = false;
    this.#become({ stage: "idle" });
  }

  async #run(choice: ResultsChoice, command: "download" | "send"): Promise<void> {
    const fault = command === "send" ? addressFault(choice.url.trim(), location) : "none";
    if (fault !== "none") return this.#become({ stage: "misdirected", fault });
    const work = new AbortController();
    this.#work = work;
    try {
      const made = command === "send" ? this.#send(choice, work.signal) : this.#download(choice, work.signal);
      const state = await made;
      if (!work.signal.aborted) this.#become(state);
    } catch (error) {
      if (!work.signal.aborted) this.#become(failure(error));
    } finally {
      // The worker that sends ends with its work.
      work.abort();
    }
  }

  async #download({ kinds }: ResultsChoice, signal: AbortSignal): Promise<ResultsState> {
    const { scored, software } = await this.#score(signal);
    this.#become({ stage: "writing" });
    const { files } = await writeResults(scored, { wanted: kinds, software, predecessors: [], signal });
    signal.throwIfAborted();
    if (files.length === 0) return { stage: "nothing" };
    save(files);
    return { stage: "downloaded", files: files.length, leftOut: scored.leftOut };
  }

  async #send({ kinds, url, token }: ResultsChoice, signal: AbortSignal): Promise<ResultsState> {
    const server = serverAddress(url, token);
    const { scored, software } = await this.#score(signal);
    this.#become({ stage: "asking" });
    const client = new StoreClient(signal);
    const { dataset } = scored.images[0]!;
    const predecessors = await client.findPredecessors(server, {
      StudyInstanceUID: text(dataset, "StudyInstanceUID") ?? "",
      SeriesInstanceUID: text(dataset, "SeriesInstanceUID") ?? "",
    });
    this.#become({ stage: "writing" });
    const wanted = new Set([...kinds].filter((kind) => kind !== "csv" && kind !== "json"));
    const { files, report } = await writeResults(scored, { wanted, software, predecessors, signal });
    const objects = files.filter((file): file is ResultObject => file.dataset !== undefined);
    if (objects.length === 0) return { stage: "nothing" };
    const names = new Map(objects.map((object) => [uidOf(object), object.name]));
    const { stored, present, refused } = await client.store(
      server,
      objects.map((object) => ({
        name: object.name,
        bytes: object.bytes,
        StudyInstanceUID: text(object.dataset, "StudyInstanceUID") ?? "",
        SOPInstanceUID: uidOf(object),
      })),
      (done, total) => this.#become({ stage: "sending", done, total }),
    );
    const own = text(report.structuredReport, "SOPInstanceUID");
    return {
      stage: "sent",
      stored: stored.length,
      present: present.length,
      refused: refused.map(({ SOPInstanceUID, message }) => ({
        name: names.get(SOPInstanceUID) ?? SOPInstanceUID,
        message,
      })),
      superseded: wanted.has("sr")
        ? predecessors.filter(({ SOPInstanceUID }) => SOPInstanceUID !== own).length
        : 0,
      leftOut: scored.leftOut,
    };
  }

  async #score(signal: AbortSignal): Promise<{ readonly scored: ScoredSeries; readonly software: string }> {
    const { plugin, series } = this.#context();
    if (!plugin || !series) {
      throw new NotApplicableError(
        "There is no series and model to write results of; wait until both are loaded.",
      );
    }
    this.#become({ stage: "scoring", done: 0, total: series.imageIds.length });
    const scored = await scoreSeries(plugin, series, {
      signal,
      onProgress: (done, total) => {
        if (!signal.aborted) this.#become({ stage: "scoring", done, total });
      },
    });
    return { scored, software: plugin.manifest.version };
  }

  #become(state: ResultsState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}

function uidOf({ dataset }: ResultObject): string {
  return text(dataset, "SOPInstanceUID") ?? "";
}

function failure(error: unknown): ResultsState {
  if (error instanceof NotApplicableError) return { stage: "nothing" };
  return { stage: "failed", problem: error instanceof StoreProblem ? error.problem : toProblem(error) };
}

const types: Readonly<Record<string, string>> = {
  dcm: "application/dicom",
  csv: "text/csv",
  json: "application/json",
};

/** One file as it is, several as a .zip. */
function save(files: readonly ResultFile[]): void {
  const [only] = files;
  if (files.length === 1 && only) {
    saveFile(only.bytes, only.name, types[only.name.split(".").at(-1)!] ?? "application/octet-stream");
    return;
  }
  const archive = zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])));
  saveFile(archive, "residua-results.zip", "application/zip");
}
