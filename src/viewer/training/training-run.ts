import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Frame } from "../../imaging/frame.ts";
import type { BackendChoice, BackendName } from "../../inference/engine.ts";
import { copyFrame } from "../../inference/transferables.ts";
import { wasmPaths } from "../../inference/wasm-paths.ts";
import { minimumCalibrationImages } from "../../scoring/calibrate.ts";
import type { EpochRecord, Preset, TrainingProgress } from "../../training/index.ts";
import type { LossPoint } from "../../ui/loss-points.ts";
import type { Problem } from "../../ui/panel-data.ts";
import { toProblem } from "../../ui/problem.ts";
import type { RefusedFile } from "../files/open-files.ts";
import type { PathFile } from "../files/path-file.ts";
import type { BundleFiles } from "../models/bundle-archive.ts";
import { type ImageFiles, selectImageFiles } from "./image-files.ts";
import { type PatientSplit, splitPatients } from "./patient-split.ts";
import { presets } from "./presets.ts";
import type { Preview } from "./preview.ts";
import type { RunEnd, TrainingUpdate } from "./protocol.ts";
import { readTrainingImages } from "./read-training-images.ts";
import { presetOfRun, type RunSettings, settingsOf } from "./run-settings.ts";
import type { KeptRun } from "./run-store.ts";
import { TrainingClient } from "./training-client.ts";

/**
 * `choosing`: images and settings; `preparing`: images are read; `ready`: they are, training may start; `starting`: a
 * backend is chosen; `stopped`: a checkpoint is there, by the run's end or before it.
 */
export const trainingStages = [
  "choosing",
  "preparing",
  "ready",
  "starting",
  "training",
  "paused",
  "stopped",
  "calibrating",
  "done",
] as const;
export type TrainingStage = (typeof trainingStages)[number];

/** More points than the chart could show; the older ones are thinned. */
const maximumPoints = 8000;

/** All that the training page knows and does, apart from how it looks. */
export class TrainingRun implements ReactiveController {
  stage: TrainingStage = "choosing";
  settings: RunSettings = settingsOf(presets[0]!);
  files: ImageFiles | undefined;
  /** Files read. */
  read = 0;
  refused: readonly RefusedFile[] = [];
  split: PatientSplit | undefined;
  /** What a page before this one left. */
  kept: KeptRun | undefined;
  /** The preset of the run that is shown, with the user's settings. */
  preset: Preset | undefined;
  backend: BackendChoice | undefined;
  points: readonly LossPoint[] = [];
  progress: TrainingProgress | undefined;
  history: readonly EpochRecord[] = [];
  preview: Preview | undefined;
  /** The run would not survive a reload. */
  notKept = false;
  /** Whether all epochs were run. */
  complete = false;
  calibrated = 0;
  calibrationImages = 0;
  bundle: BundleFiles | undefined;
  problem: Problem | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #backend: BackendName | undefined;
  #client: TrainingClient | undefined;
  #patients: readonly string[] = [];
  #reading: AbortController | undefined;

  /** @param backend taken without measuring */
  constructor(host: ReactiveControllerHost, backend?: BackendName) {
    this.#host = host;
    this.#backend = backend;
    host.addController(this);
  }

  hostConnected(): void {
    void this.#guard(async () => {
      this.kept = await this.#worker().call("kept", null);
    });
  }

  hostDisconnected(): void {
    this.#reading?.abort();
    this.#client?.close();
    this.#client = undefined;
  }

  /** The preset that the settings began with. */
  get basis(): Preset {
    return presets.find(({ id }) => id === this.settings.presetId) ?? presets[0]!;
  }

  /** Why the prepared images are not enough; undefined when they are. */
  get shortage(): "calibrate" | "train" | undefined {
    const { calibrate, train } = this.split?.counts ?? {};
    if ((calibrate?.images ?? 0) < minimumCalibrationImages) return "calibrate";
    return (train?.images ?? 0) < 2 ? "train" : undefined;
  }

  choose(files: readonly PathFile[]): void {
    if (this.stage !== "choosing" && this.stage !== "ready") return;
    this.files = selectImageFiles(files);
    this.#unprepare();
  }

  change(change: Partial<RunSettings>): void {
    const preset = change.presetId !== undefined && presets.find(({ id }) => id === change.presetId);
    this.settings = preset ? settingsOf(preset) : { ...this.settings, ...change };
    if (preset) this.#unprepare();
    else if (change.seed !== undefined && this.stage === "ready") void this.#guard(() => this.#divide());
    this.#changed();
  }

  async prepare(): Promise<void> {
    if (!this.files) return;
    const { healthy } = this.files;
    const { preprocessing, input } = this.basis;
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.read = 0;
    this.#enter("preparing");
    await this.#guard(async () => {
      const worker = this.#worker();
      await worker.call("clear", null);
      const { patients, refused } = await readTrainingImages(healthy, {
        signal,
        prepare(frame: Frame) {
          const copy = copyFrame(frame);
          return worker.call("prepare", { frame: copy.frame, preprocessing, input }, copy.transfer);
        },
        onProgress: (files) => {
          this.read = files;
          this.#changed();
        },
      });
      this.#patients = patients;
      this.refused = refused;
      await this.#divide();
      this.#enter("ready");
    }, "choosing");
  }

  cancelPreparing(): void {
    this.#reading?.abort();
  }

  async start(): Promise<void> {
    const { split } = this;
    if (!split || this.shortage) return;
    const { train, calibrate } = split.counts;
    const preset = presetOfRun(this.basis, this.settings, train.images);
    const plan = { preset, training: train, calibration: calibrate };
    this.#begin(preset, [], calibrate.images);
    await this.#train(() => this.#worker().call("train", { plan, parts: split.parts }));
  }

  /** @param train on with the training, or only with what is there */
  async resume(train: boolean): Promise<void> {
    const { kept } = this;
    if (!kept) return;
    this.#begin(kept.preset, kept.history, kept.calibration.images);
    await this.#train(() => this.#worker().call("resume", { train }));
  }

  pause(): void {
    this.#client?.tell("pause");
    this.#enter("paused");
  }

  go(): void {
    this.#client?.tell("go");
    this.#enter("training");
  }

  /** Keeps the last whole epoch. */
  stop(): void {
    this.#client?.tell("stop");
  }

  async finish(): Promise<void> {
    this.calibrated = 0;
    this.#enter("calibrating");
    await this.#guard(async () => {
      this.bundle = await this.#worker().call("finish", null);
      this.#enter("done");
    }, "stopped");
  }

  /** Ends whatever goes on and forgets the run, in the browser too. */
  async discard(): Promise<void> {
    this.#client?.close();
    this.#client = undefined;
    await this.#guard(async () => {
      await this.#worker().call("discard", null);
      this.kept = undefined;
      this.bundle = undefined;
      this.#unprepare();
    });
  }

  dismissReport(): void {
    this.refused = [];
    this.#changed();
  }

  #begin(preset: Preset, history: readonly EpochRecord[], calibrationImages: number): void {
    this.preset = preset;
    this.history = history;
    this.calibrationImages = calibrationImages;
    this.points = history.map(({ epoch, loss, reconstruction, kl }) => ({
      step: epoch,
      loss,
      reconstruction,
      kl,
    }));
    this.progress = undefined;
    this.preview = undefined;
    this.backend = undefined;
    this.bundle = undefined;
    this.notKept = false;
    this.#enter("starting");
  }

  async #train(call: () => Promise<RunEnd>): Promise<void> {
    this.problem = undefined;
    try {
      const { complete, history } = await call();
      this.complete = complete;
      this.history = history;
      this.kept = undefined;
      if (history.length === 0) await this.discard();
      else if (complete) await this.finish();
      else this.#enter("stopped");
    } catch (error) {
      if (isAbort(error)) return;
      await this.#recover();
      this.problem = toProblem(error);
      this.#changed();
    }
  }

  /** After a failure: what is kept of the run can be gone on with, in a worker of its own. */
  async #recover(): Promise<void> {
    this.#client?.close();
    this.#client = undefined;
    this.kept = await this.#worker()
      .call("kept", null)
      .catch(() => undefined);
    this.#unprepare();
  }

  async #divide(): Promise<void> {
    const validate = this.basis.optimization.patience !== undefined;
    this.split = undefined;
    if (this.#patients.length > 0) {
      this.split = await splitPatients(this.#patients, { seed: this.settings.seed, validate });
    }
    this.#changed();
  }

  #unprepare(): void {
    this.split = undefined;
    this.refused = [];
    this.#enter("choosing");
  }

  #worker(): TrainingClient {
    if (!this.#client) {
      this.#client = new TrainingClient((update) => this.#receive(update));
      const configuration = { wasmPaths: wasmPaths(), ...(this.#backend ? { backend: this.#backend } : {}) };
      this.#client.call("configure", configuration).catch(() => undefined);
    }
    return this.#client;
  }

  #receive(update: TrainingUpdate): void {
    switch (update.type) {
      case "backend":
        this.backend = update.choice;
        if (this.stage === "starting") this.stage = "training";
        break;
      case "step":
        this.#step(update.progress);
        break;
      case "preview":
        this.preview = update.preview;
        break;
      case "not-kept":
        this.notKept = true;
        break;
      case "calibrated":
        this.calibrated = update.images;
    }
    this.#changed();
  }

  #step(progress: TrainingProgress): void {
    const { step, steps, epochs, loss, reconstruction, kl, record } = progress;
    // Points of an earlier page were noted by epochs.
    if (!this.progress) {
      this.points = this.points.map((point) => ({ ...point, step: (point.step * steps) / epochs }));
    }
    this.progress = progress;
    const points = [...this.points, { step, loss, reconstruction, kl }];
    this.points = points.length > maximumPoints ? points.filter((_, index) => index % 2 === 1) : points;
    if (record) this.history = [...this.history, record];
  }

  /** Shows what goes wrong; a cancelled act is nothing wrong. @param stage entered afterwards */
  async #guard(act: () => Promise<void>, stage?: TrainingStage): Promise<void> {
    this.problem = undefined;
    try {
      await act();
    } catch (error) {
      if (!isAbort(error)) this.problem = toProblem(error);
      if (stage) this.stage = stage;
    }
    this.#changed();
  }

  #enter(stage: TrainingStage): void {
    this.stage = stage;
    this.#changed();
  }

  #changed(): void {
    this.#host.requestUpdate();
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
