import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { BackendName } from "../../inference/engine.ts";
import { wasmPaths } from "../../inference/wasm-paths.ts";
import { spread } from "../../scoring/reference-fitter.ts";
import type { ApplicabilityReason } from "../../scoring/result.ts";
import type { Problem } from "../../ui/panel-data.ts";
import { toProblem } from "../../ui/problem.ts";
import type { RefusedFile } from "../files/open-files.ts";
import type { PathFile } from "../files/path-file.ts";
import type { BundleFiles } from "../models/bundle-archive.ts";
import { type ImageFiles, selectImageFiles } from "../training/image-files.ts";
import { readTrainingImages } from "../training/read-training-images.ts";
import type { SiteCalibration } from "./protocol.ts";
import { RecalibrationClient } from "./recalibration-client.ts";

/** The model that is calibrated anew. */
export interface ModelToRecalibrate {
  readonly name: string;
  readonly version: string;
  readonly load: (signal: AbortSignal) => Promise<BundleFiles>;
}

/** Images that the model is not for, for one reason. */
export interface Refusals {
  /** Of the first of them. */
  readonly reason: ApplicabilityReason;
  readonly images: number;
}

/** `choosing`: images are chosen; `running`: they are read and scored; `done`: the outcome is shown. */
export type RecalibrationStage = "choosing" | "running" | "done";

/** More make the thresholds hardly better, as on the command line. */
export const maximumLocalFiles = 300;
const defaultPopulation = "Local healthy images chosen by whoever recalibrated the model";

/** A model's recalibration on a site's own healthy images, apart from how it looks. */
export class SiteRecalibration implements ReactiveController {
  /** Undefined while none is recalibrated. */
  model: ModelToRecalibrate | undefined;
  stage: RecalibrationStage = "choosing";
  files: ImageFiles | undefined;
  /** Files read, and of how many. */
  read = 0;
  total = 0;
  /** Undefined until it can be told. */
  secondsLeft: number | undefined;
  /** Files that could not be read. */
  refusedFiles: readonly RefusedFile[] = [];
  refusals: readonly Refusals[] = [];
  result: SiteCalibration | undefined;
  problem: Problem | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #backend: BackendName | undefined;
  #running: AbortController | undefined;

  /** @param backend taken in place of the default one */
  constructor(host: ReactiveControllerHost, backend?: BackendName) {
    this.#host = host;
    this.#backend = backend;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#running?.abort();
  }

  open(model: ModelToRecalibrate): void {
    this.close();
    this.model = model;
    this.#changed();
  }

  /** Forgets images and outcome. */
  close(): void {
    this.#running?.abort();
    this.model = undefined;
    this.stage = "choosing";
    this.files = undefined;
    this.#forget();
    this.#changed();
  }

  choose(files: readonly PathFile[]): void {
    if (this.stage !== "choosing") return;
    this.files = selectImageFiles(files);
    this.#forget();
    this.#changed();
  }

  async start(population: string): Promise<void> {
    const { model, files } = this;
    if (!model || !files || this.stage !== "choosing") return;
    const chosen = spread(files.healthy, maximumLocalFiles);
    this.#forget();
    this.total = chosen.length;
    this.stage = "running";
    this.#changed();
    const running = new AbortController();
    this.#running = running;
    const { signal } = running;
    let client: RecalibrationClient | undefined;
    try {
      const bundle = await model.load(signal);
      signal.throwIfAborted();
      client = new RecalibrationClient(
        {
          files: bundle,
          population: population.trim().slice(0, 500) || defaultPopulation,
          wasmPaths: wasmPaths(),
          ...(this.#backend ? { backend: this.#backend } : {}),
        },
        (reason) => this.#refuse(reason),
      );
      const own = client;
      signal.addEventListener("abort", () => own.close());
      const begun = performance.now();
      const { refused } = await readTrainingImages(chosen, {
        signal,
        prepare: (frame, patient) => own.add(frame, patient),
        onProgress: (read) => this.#progress(read, begun),
      });
      this.refusedFiles = refused;
      this.result = await own.finish();
      this.stage = "done";
    } catch (error) {
      // A dialog that was closed meanwhile, or is at another model, hears nothing of it.
      if (this.#running !== running) return;
      this.stage = "choosing";
      if (!signal.aborted) this.problem = toProblem(error);
    } finally {
      client?.close();
      if (this.#running === running) this.#running = undefined;
      this.#changed();
    }
  }

  cancel(): void {
    this.#running?.abort();
  }

  /** The outcome is given up, the images stay chosen. */
  discard(): void {
    this.#forget();
    this.stage = "choosing";
    this.#changed();
  }

  #forget(): void {
    this.read = 0;
    this.total = 0;
    this.secondsLeft = undefined;
    this.refusedFiles = [];
    this.refusals = [];
    this.result = undefined;
    this.problem = undefined;
  }

  #progress(read: number, begun: number): void {
    this.read = read;
    const seconds = (performance.now() - begun) / 1000;
    // The first images wait for the network to be loaded.
    if (read > 8) this.secondsLeft = (seconds / read) * (this.total - read);
    this.#changed();
  }

  #refuse(reason: ApplicabilityReason): void {
    const known = this.refusals.some((each) => each.reason.code === reason.code);
    this.refusals = known
      ? this.refusals.map((each) =>
          each.reason.code === reason.code ? { ...each, images: each.images + 1 } : each,
        )
      : [...this.refusals, { reason, images: 1 }];
    this.#changed();
  }

  #changed(): void {
    this.#host.requestUpdate();
  }
}
