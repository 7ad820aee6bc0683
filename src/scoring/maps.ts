import { z } from "zod";

export {
  type CostlyMapName,
  costlyMapNames,
  type DefaultMapName,
  defaultMapNames,
  type MapName,
  mapNames,
  type ScoreName,
  scoreNames,
} from "./map-names.ts";

const topMeanFields = {
  /** Mean of the highest `fraction` of the anomaly map where the depth exceeds `minimumDepth`. */
  fraction: z.number().positive().max(1),
  minimumDepth: z.number().min(0),
  /**
   * This share of the map at the mirrored place is taken off first (never below 0): an organ that is alike on both
   * sides looks unusual on both where the model is weak, and on one where it is ill. None if left out.
   */
  asymmetry: z.number().positive().max(1).optional(),
};

/** Mean of the anomaly map over a rectangle of the model's grid: rows top to bottom - 1, columns left to right - 1. */
const windowFields = {
  top: z.int().min(0),
  bottom: z.int().positive(),
  left: z.int().min(0),
  right: z.int().positive(),
};

/** How far the image's texture is from its reconstruction's, against healthy images; see texture.ts. */
const textureFields = {
  /** The image is divided into grid x grid cells. */
  grid: z.int().min(1).max(8),
  /** Added to the gradient before its logarithm, in intensity per pixel. */
  floor: z.number().positive().max(1),
};

/** How the residual spreads over a rectangle of the model's grid, against healthy images; see residual-pattern.ts. */
const patternFields = {
  ...windowFields,
  /** Side of the cells that the rectangle is divided into, in model pixels. */
  cell: z.int().min(1).max(64),
  /** Added to a cell's mean residual before its logarithm, in normalised intensity. */
  floor: z.number().positive().max(1),
};

const termFields = {
  /** Whether the term's logarithm is taken before it is standardised. */
  log: z.boolean(),
  /** How much the standardised term counts in the sum; 1 if left out. */
  weight: z.number().positive().max(10).optional(),
};

const termSchema = z.discriminatedUnion("score", [
  z.strictObject({ score: z.literal("topMean"), ...topMeanFields, ...termFields }),
  z.strictObject({ score: z.literal("windowMean"), ...windowFields, ...termFields }),
  z.strictObject({ score: z.literal("textureDistance"), ...textureFields, ...termFields }),
  z.strictObject({ score: z.literal("residualDistance"), ...patternFields, ...termFields }),
  /** How smooth the image is as a whole; the preprocessing must have the step `measureSmoothness`. */
  z.strictObject({ score: z.literal("smoothness"), ...termFields }),
  /** The `latent` score: how far the posterior's mean lies from those of healthy training images. */
  z.strictObject({ score: z.literal("latentDistance"), ...termFields }),
]);
export type ScoreTerm = z.infer<typeof termSchema>;

function isSingle(terms: readonly ScoreTerm[], score: ScoreTerm["score"]): boolean {
  return terms.filter((term) => term.score === score).length <= 1;
}

const imageSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("topMean"), ...topMeanFields }),
  z.strictObject({ kind: z.literal("windowMean"), ...windowFields }),
  /** Sum of the terms, each in standard deviations from its mean over healthy training images (the bundle's reference data). */
  z.strictObject({
    kind: z.literal("sum"),
    terms: z
      .array(termSchema)
      .min(1)
      .max(8)
      .refine((terms) => isSingle(terms, "textureDistance") && isSingle(terms, "residualDistance"), {
        error: "at most one textureDistance and one residualDistance are possible",
      }),
  }),
]);

/**
 * How a bundle combines its residual into the anomaly map and the image's score. A field that a reader of an older
 * version does not know is an error, never skipped: it would change the numbers.
 */
export const scoringSchema = z.strictObject({
  anomaly: z.strictObject({
    /**
     * With t = (x - x̂) e^(-v/2): `smoothedPositiveResidual` is the mean over sigmas of relu(Gaussian_sigma * t),
     * `smoothedAbsoluteResidual` that of |Gaussian_sigma * t|.
     */
    kind: z.enum(["smoothedPositiveResidual", "smoothedAbsoluteResidual"]),
    /** Standard deviations of the Gaussians, in model pixels. */
    sigmas: z.array(z.number().positive().max(32)).min(1).max(8),
    /**
     * t is held within these bounds before it is smoothed: a few pixels far off, as at a vessel or a sulcus, then weigh
     * no more than a lesion's many. No bounds if left out.
     */
    clip: z
      .strictObject({ lower: z.number().min(-100).max(0), upper: z.number().positive().max(100) })
      .optional(),
    /** Average with the map of the image mirrored left to right. */
    flip: z.boolean(),
    /** This share of the map at the mirrored place is taken off, never below 0. None if left out. */
    asymmetry: z.number().positive().max(1).optional(),
    /** Shown where the depth exceeds this, in model pixels. */
    minimumDepth: z.number().min(0),
  }),
  image: imageSchema,
  /** Reconstruct from this many samples of the posterior rather than from its mean; see reconstruct.ts. */
  samples: z.int().min(2).max(64).optional(),
  /** Put the reconstruction where the anomaly map exceeds `threshold`, and reconstruct again; see reconstruct.ts. */
  restoration: z
    .strictObject({
      steps: z.int().min(1).max(16),
      /** In the anomaly map's units. From here to twice this the reconstruction gradually takes over. */
      threshold: z.number().positive(),
    })
    .optional(),
});
export type Scoring = z.infer<typeof scoringSchema>;
