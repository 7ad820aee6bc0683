import { defineCommand } from "citty";
import { optimizerNames } from "../../training/optimizer.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { runTraining } from "../run-training.ts";
import { oneOf, positiveNumber, UsageError, wholeNumber } from "../usage-error.ts";

const args = {
  data: {
    type: "string",
    required: true,
    valueHint: "INDEX|FOLDER",
    description: "index.csv, or a folder that holds one or images (DICOM, NIfTI, PNG, JPEG)",
  },
  out: { type: "string", required: true, valueHint: "BUNDLE", description: "folder to write the bundle to" },
  preset: {
    type: "string",
    valueHint: "NAME|FILE",
    description: "settings: a name in assets/presets or a .json file (default: brain-flair)",
  },
  epochs: { type: "string", valueHint: "N", description: "passes over the images, instead of the preset's" },
  steps: { type: "string", valueHint: "N", description: "at least this many batches, in whole epochs" },
  minutes: {
    type: "string",
    valueHint: "N",
    description: "stop at the end of the epoch that is running then; --resume goes on",
  },
  seed: { type: "string", valueHint: "N", description: "fixes every random choice" },
  seeds: {
    type: "string",
    valueHint: "N,N,...",
    description:
      "a run for each, one after the other; the best is kept, and its card tells the figures of all",
  },
  optimizer: {
    type: "string",
    valueHint: optimizerNames.join("|"),
    description: "instead of the preset's; sgd is gradient descent with momentum",
  },
  patience: {
    type: "string",
    valueHint: "N",
    description: "stop after N epochs without a better one on a tenth of the patients, which is held out",
  },
  where: {
    type: "string",
    valueHint: "EXPR",
    description: 'narrows the training images, as "position>=0.3,foreground>0.15"',
  },
  resume: {
    type: "boolean",
    description: "go on from the last checkpoint; calibrate, evaluate and write when it is complete",
  },
  cache: {
    type: "string",
    valueHint: "FOLDER",
    default: ".cache",
    description: "prepared images and checkpoints",
  },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: { name: "residua train", description: "Train a model on healthy images, calibrate and evaluate it." },
  args,
  async run(context) {
    const { values, positionals, rawArgs, signal } = startCommand(context, args);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not an option of train.`);
    const epochs = wholeNumber(values.epochs, "epochs", 1);
    const steps = wholeNumber(values.steps, "steps", 1);
    const seed = wholeNumber(values.seed, "seed", 0);
    if (epochs !== undefined && steps !== undefined)
      throw new UsageError("Give --epochs or --steps, not both.");
    const seeds = seedsOf(values.seeds);
    if (seeds && (seed !== undefined || steps !== undefined))
      throw new UsageError("--seeds goes without --seed and --steps; give --epochs.");
    const optimizer = oneOf(values.optimizer, "optimizer", optimizerNames);
    const patience = wholeNumber(values.patience, "patience", 1);
    const { preset, where } = values;
    const settings = { preset, epochs, steps, seed, optimizer, patience, where };
    if (values.resume && Object.values(settings).some((value) => value !== undefined)) {
      throw new UsageError("--resume takes the settings the training began with; leave out the others.");
    }
    await runTraining({
      ...settings,
      seeds,
      data: values.data,
      out: values.out,
      cache: values.cache,
      minutes: positiveNumber(values.minutes, "minutes"),
      resume: values.resume === true,
      command: commandText(["train", ...rawArgs]),
      signal,
    });
  },
});

/** @throws UsageError */
function seedsOf(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined;
  const seeds = text.split(",").map((seed) => wholeNumber(seed, "seeds", 0)!);
  if (new Set(seeds).size === seeds.length && seeds.length > 1) return seeds;
  throw new UsageError('--seeds takes two or more different whole numbers, as "1,2,3".');
}
