import { TrainingError } from "../../errors/index.ts";
import { prepare } from "../../imaging/prepare.ts";
import type { ChosenBackend } from "../../inference/choose-backend.ts";
import { spread } from "../../scoring/reference-fitter.ts";
import type { CheckpointStore } from "../../training/index.ts";
import { calibrateBundle, encodeBundle, fitBundleReference } from "../../training/make-bundle.ts";
import { modelCard } from "../../training/model-card.ts";
import { networkOfCheckpoint } from "../../training/network-of-checkpoint.ts";
import { train } from "../../training/train.ts";
import type { BundleFiles } from "../models/bundle-archive.ts";
import { chooseTrainingBackend } from "./choose-training-backend.ts";
import type { Pause } from "./pause.ts";
import { type CompactInput, packInputs, unpackInput } from "./prepared-images.ts";
import { makePreview } from "./preview.ts";
import type { RunEnd, TrainingCallName, TrainingCalls, TrainingUpdate } from "./protocol.ts";
import type { RunImages, RunPlan, RunStore } from "./run-store.ts";
import { withTrainingLock } from "./training-lock.ts";

export interface TrainingSessionOptions {
  readonly store: RunStore;
  readonly onUpdate: (update: TrainingUpdate) => void;
  /** The GPU has taken the WebGL context away: this worker is of no more use, the run can be resumed in another. */
  readonly onLost: () => void;
}

export interface TrainingCallContext {
  readonly signal: AbortSignal;
  readonly pause: Pause;
}

/** The worker's side of each call; one at a time. */
export type TrainingSession = {
  readonly [Name in TrainingCallName]: (
    params: TrainingCalls[Name]["params"],
    context: TrainingCallContext,
  ) => Promise<TrainingCalls[Name]["result"]>;
};

/** A run that is under way or done. */
interface Run {
  readonly plan: RunPlan;
  readonly images: RunImages;
  /** Of the last whole epoch. */
  checkpoint: Uint8Array | undefined;
  history: RunEnd["history"];
}

export function createTrainingSession({ store, onUpdate, onLost }: TrainingSessionOptions): TrainingSession {
  let configuration: TrainingCalls["configure"]["params"] | undefined;
  let inputs: CompactInput[] = [];
  let run: Run | undefined;
  let chosen: ChosenBackend<{ dispose(): void }> | undefined;

  async function startBackend({ preset }: RunPlan): Promise<void> {
    if (!configuration) throw new TrainingError("The training worker has not been configured.");
    chosen ??= await chooseTrainingBackend({ preset, onLost, ...configuration });
    onUpdate({ type: "backend", choice: chosen.choice });
  }

  async function trainOn(current: Run, { signal, pause }: TrainingCallContext): Promise<RunEnd> {
    const { plan, images } = current;
    const { preset } = plan;
    await startBackend(plan);
    const checkpoints: CheckpointStore = {
      async write(bytes, records) {
        current.checkpoint = bytes;
        current.history = records;
        await store.checkpoint(bytes, records).catch(() => onUpdate({ type: "not-kept" }));
        onUpdate({ type: "preview", preview: await makePreview(bytes, preset, images.calibration) });
      },
      read: async () => current.checkpoint,
    };
    const { training, validation } = images;
    try {
      const { network } = await train(
        { preset, images: training, validation, checkpoints, resume: true },
        {
          signal,
          turn: () => pause.turn(signal),
          onProgress: (progress) => onUpdate({ type: "step", progress }),
        },
      );
      network.dispose();
      return { complete: true, history: current.history };
    } catch (error) {
      if (!signal.aborted) throw error;
      return { complete: false, history: current.history };
    }
  }

  return {
    async configure(params) {
      configuration = params;
      return null;
    },
    async prepare({ frame, preprocessing, input: size }) {
      const { depth: _, ...compact } = prepare(frame, preprocessing, size);
      inputs.push(compact);
      return null;
    },
    async clear() {
      inputs = [];
      return null;
    },
    train: (params, context) =>
      withTrainingLock(async () => {
        const { plan, parts } = params;
        const of = (part: string) =>
          packInputs(
            inputs.filter((_, index) => parts[index] === part),
            plan.preset.input,
          );
        const validation = plan.preset.optimization.patience === undefined ? undefined : of("validate");
        const images: RunImages = {
          training: of("train"),
          calibration: of("calibrate"),
          ...(validation ? { validation } : {}),
        };
        inputs = [];
        run = { plan, images, checkpoint: undefined, history: [] };
        await store.begin(plan, images).catch(() => onUpdate({ type: "not-kept" }));
        return trainOn(run, context);
      }),
    kept: () => store.describe().catch(() => undefined),
    resume: ({ train: goOn }, context) =>
      withTrainingLock(async () => {
        const [plan, rest] = await Promise.all([store.describe(), store.load()]);
        if (!plan || !rest) throw new TrainingError("The training is no longer kept in this browser.");
        run = { plan, ...rest, history: plan.history };
        return goOn ? trainOn(run, context) : { complete: false, history: plan.history };
      }),
    async finish(_, { signal }) {
      if (!run?.checkpoint) throw new TrainingError("There is no whole epoch yet to make a model of.");
      await startBackend(run.plan);
      return finish(run as Run & { checkpoint: Uint8Array }, signal);
    },
    async discard() {
      run = undefined;
      await store.clear();
      return null;
    },
  };

  async function finish(
    { plan, images, checkpoint }: Run & { readonly checkpoint: Uint8Array },
    signal: AbortSignal,
  ): Promise<BundleFiles> {
    const { preset, training, calibration: held } = plan;
    const { network, history, epoch } = networkOfCheckpoint(checkpoint, preset);
    try {
      const known = spread(images.training.facts.map((_, index) => index)).map((index) =>
        unpackInput(images.training, index),
      );
      const reference = await fitBundleReference(await encodeBundle(preset, network), preset, known, {
        signal,
      });
      const files = await encodeBundle(preset, network, { reference });
      const healthy = images.calibration.facts.map((_, index) => unpackInput(images.calibration, index));
      const calibration = await calibrateBundle(
        files,
        preset,
        { inputs: healthy, patients: held.patients },
        { signal, onProgress: (done) => onUpdate({ type: "calibrated", images: done }) },
      );
      const card = modelCard({
        preset,
        calibration,
        training,
        origin: {
          training: "chosen by whoever made the model",
          calibration: "held out at random from the same choice",
        },
        backend: `tfjs-backend-${chosen!.choice.name} in a browser (${chosen!.choice.device})`,
        history: history.slice(0, epoch),
        commands: ["The page Train a model of the Residua viewer"],
      });
      return await encodeBundle(preset, network, {
        reference,
        calibration,
        card,
        tested: { healthy: 0, abnormal: 0 },
      });
    } finally {
      network.dispose();
    }
  }
}
