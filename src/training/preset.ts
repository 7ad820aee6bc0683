import { z } from "zod";
import { TrainingError } from "../errors/index.ts";
import { preprocessingSchema } from "../imaging/preprocessing.ts";
import { scoringSchema } from "../scoring/maps.ts";
import { applicabilityRulesSchema } from "../vae/bundle-schema.ts";
import { optimizerNames } from "./optimizer.ts";
import { reconstructionNames } from "./reconstruction.ts";

const share = z.number().min(0).max(1);
const range = (value: z.ZodNumber) =>
  z.tuple([value, value]).refine(([lowest, highest]) => lowest <= highest, "the smaller value comes first");

const augmentationSchema = z.object({
  /** Largest rotation, radians. */
  rotation: z.number().min(0).max(Math.PI),
  /** Largest change of size, as a share. */
  scale: share,
  /** Largest further change of the height, as a share. */
  verticalScale: share,
  /** Largest shift, as a share of the side. */
  shift: share,
  /** Mirror left and right with probability one half. */
  flip: z.boolean(),
  /** Largest logarithm of the gamma. */
  gamma: z.number().min(0).max(2),
  /** The intensity that gamma leaves as it is. */
  pivot: z.number().positive().max(1),
  /** Largest change of all intensities, as a share. */
  gain: share,
});
export type Augmentation = z.infer<typeof augmentationSchema>;

/** Standard deviation of noise on intensities in [0, 1]. */
const deviation = z.number().min(0).max(2);

const coarseNoiseSchema = z.object({
  /** The kind where none is named. */
  kind: z.literal("coarseNoise").optional(),
  /** Standard deviation of the noise on its grid. */
  deviation,
  /** Share of images that get noise. */
  probability: share,
  /** Grid points a side, one of which is drawn for each image. */
  gridSides: z.array(z.int().min(2).max(256)).min(1),
  /**
   * Some images get islands in place of the noise: only where it exceeds a level, at one amplitude, as a lesion has.
   * None if left out.
   */
  islands: z
    .object({
      /** Share of the changed images that get islands. */
      share,
      /** Lowest and highest level, in standard deviations of the noise. */
      level: range(z.number().min(-3).max(3)),
      /** From the level, the amplitude is reached within this many standard deviations. */
      edge: z.number().positive().max(3),
      /** Smallest and largest amplitude, in intensities. */
      amplitude: range(share),
      /** Share of the islands that are brighter than their surroundings; the others are darker. */
      bright: share,
    })
    .optional(),
});
export type CoarseNoise = z.infer<typeof coarseNoiseSchema>;

/** What is done to the encoder's input, never to what the decoder should give. */
const denoisingSchema = z.discriminatedUnion("kind", [
  coarseNoiseSchema,
  z.object({
    kind: z.literal("gaussianNoise"),
    /** Standard deviation of each pixel's noise. */
    deviation,
    probability: share,
  }),
  z.object({
    kind: z.literal("contextMask"),
    /** Share of images that get rectangles. */
    probability: share,
    /** Most rectangles an image. */
    rectangles: z.int().min(1).max(64),
    /** Shortest and longest side of a rectangle, as a share of the image's side. */
    sides: range(share),
    /** What goes inside. */
    fill: z.enum(["zero", "noise"]),
  }),
  z.object({ kind: z.literal("none") }),
]);
export type Denoising = z.infer<typeof denoisingSchema>;

const optimizationSchema = z.object({
  epochs: z.int().positive(),
  batchSize: z.int().min(2),
  /** `adam` if left out; `sgd` is gradient descent with momentum, which wants a learning rate some ten times higher. */
  optimizer: z.enum(optimizerNames).optional(),
  /** Decay of the moving average of the weights that is used in place of the last ones, as 0.999. None if left out. */
  averageDecay: z.number().positive().lt(1).optional(),
  /** The highest learning rate. */
  learningRate: z.number().positive(),
  warmUpSteps: z.int().nonnegative(),
  /** The last learning rate as a share of the highest. */
  finalShare: share,
  /** Largest Euclidean norm of all gradients together. */
  gradientNorm: z.number().positive(),
  /** Weight of the KL divergence (summed over latent dimensions) against the likelihood summed over pixels. */
  beta: z.number().min(0),
  /** Share of the run over which the KL divergence gains its weight. */
  klWarmUp: share,
  /**
   * The run is divided into this many equal cycles, each of which raises the weight anew over its first `klWarmUp`
   * (Fu et al., "Cyclical Annealing Schedule", NAACL 2019). One if left out.
   */
  klCycles: z.int().positive().optional(),
  /**
   * A latent dimension's KL divergence, averaged over the batch, costs nothing below this many nats (Kingma et al.,
   * "Improving Variational Inference with Inverse Autoregressive Flow", 2016, appendix C.8). None if left out.
   */
  freeBits: z.number().positive().optional(),
  /** The term that holds the reconstruction against the image; `gaussian` if left out. */
  reconstruction: z.enum(reconstructionNames).optional(),
  /**
   * Stop when the loss on hold-out images has not become lower for this many epochs, and give the weights of the best
   * one. All epochs are run if left out.
   */
  patience: z.int().positive().optional(),
  seed: z.int().nonnegative(),
});

/** Everything that makes a bundle but the images. */
export const presetSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  name: z.string().min(1).max(80),
  description: z.string().min(1).max(2000),
  licence: z.string().min(1).max(200),
  input: z.object({ height: z.int().min(16).max(1024), width: z.int().min(16).max(1024) }),
  network: z.object({
    latentSize: z.int().min(1).max(4096),
    channels: z.array(z.int().min(1).max(1024)).min(1).max(8),
  }),
  preprocessing: preprocessingSchema,
  scoring: scoringSchema,
  applicability: applicabilityRulesSchema,
  /** Which rows of an index are for what, as `parseWhere` of src/dataset reads them. */
  data: z.object({
    train: z.string(),
    /**
     * The rows that each epoch is judged by, of patients that are neither trained on nor calibrated on. Where left out,
     * a run with `patience` holds a tenth of the training patients out.
     */
    validate: z.string().optional(),
    /** Lets calibration use the patients that chose the weights; its thresholds may then be too low. */
    calibrateOnValidated: z.boolean().optional(),
    calibrate: z.string(),
    evaluate: z.string(),
  }),
  calibration: z.object({
    /** Who the healthy hold-out images are, for calibration.json and the interface. */
    population: z.string().min(1).max(2000),
    falsePositivePixels: z.number().positive().max(0.5),
    falsePositiveRate: z.number().positive().max(0.5),
  }),
  optimization: optimizationSchema,
  augmentation: augmentationSchema,
  denoising: denoisingSchema,
});
export type Preset = z.infer<typeof presetSchema>;

/**
 * @param json parsed JSON
 * @throws TrainingError that names the first field that is wrong
 */
export function parsePreset(json: unknown): Preset {
  const result = presetSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join(".") || "preset";
  throw new TrainingError(`The preset is not valid: "${field}": ${issue?.message}.`, {
    cause: result.error,
    details: { field },
  });
}
