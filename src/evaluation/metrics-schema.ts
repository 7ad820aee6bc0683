import { z } from "zod";
import { scoreNames } from "../scoring/maps.ts";

const share = z.number().min(0).max(1);

export const figureSchema = z.object({
  value: z.number(),
  /** 95 % interval; null where there are too few patients to tell. */
  ci95: z.tuple([z.number(), z.number()]).nullable(),
});

export const imageFiguresSchema = z.object({
  auroc: figureSchema,
  ap: figureSchema,
  sensitivityAt5Fpr: figureSchema,
  fprAt95Sensitivity: figureSchema,
});
export type ImageFigures = z.infer<typeof imageFiguresSchema>;

export const pixelFiguresSchema = z.object({
  ap: figureSchema,
  aupro: figureSchema,
  /** At the threshold that is best on the evaluated images: an oracle. */
  diceBest: figureSchema,
  /** At the bundle's threshold, from healthy images alone. */
  diceCalibrated: figureSchema,
  /** Mean share of a healthy image's foreground above the bundle's threshold. */
  falsePositiveArea: figureSchema,
});
export type PixelFigures = z.infer<typeof pixelFiguresSchema>;

const baselineSchema = z.object({
  image: imageFiguresSchema,
  pixel: pixelFiguresSchema.pick({ ap: true, aupro: true, diceBest: true }).optional(),
});

/** metrics.json: how well a model does on a set of images. */
export const metricsSchema = z.object({
  notice: z.literal("Not for diagnostic use"),
  model: z.object({ id: z.string(), version: z.string(), sha256: z.string() }),
  data: z.object({
    index: z.string(),
    split: z.string(),
    where: z.string(),
    images: z.int().nonnegative(),
    patients: z.int().nonnegative(),
    healthy: z.int().nonnegative(),
    abnormal: z.int().nonnegative(),
    /** Images in which the preprocessing found nothing; in no figure. */
    skipped: z.int().nonnegative(),
  }),
  /** Of the anomaly score. */
  image: imageFiguresSchema,
  /** Of every score the model gives. */
  scores: z.record(z.enum(scoreNames), imageFiguresSchema),
  /** Of the anomaly map; absent where no lesion is outlined. */
  pixel: pixelFiguresSchema.optional(),
  /** AUROC of the images with lesions of one size against all healthy ones; size in pixels of the image. */
  lesionSize: z
    .array(
      z.object({
        from: z.number(),
        below: z.number().nullable(),
        images: z.int().nonnegative(),
        auroc: figureSchema,
      }),
    )
    .optional(),
  calibration: z.object({
    /** `cross-fitted by patient`: the bundle was calibrated on these images, so the threshold was made anew from the other patients. */
    method: z.enum(["bundle's threshold", "cross-fitted by patient"]),
    targetFpr: share,
    realisedFpr: figureSchema,
    /** Share of the shown pixels of healthy images above the bundle's threshold. */
    targetFalsePositivePixels: share,
    realisedFalsePositivePixels: figureSchema,
  }),
  baselines: z.object({
    intensity: baselineSchema,
    /** Absent where no healthy reference images were given. */
    meanImageResidual: baselineSchema.optional(),
    /** The best of several readings of the slices' positions, chosen on these images; absent where they are not known. */
    position: baselineSchema.optional(),
    smoothness: baselineSchema,
  }),
  /** What the applicability rules said; refused images are in the figures all the same. */
  applicability: z.object({
    applies: z.int().nonnegative(),
    caution: z.int().nonnegative(),
    refused: z.int().nonnegative(),
  }),
  /** [false-positive rate, sensitivity] of the anomaly score. */
  roc: z.array(z.tuple([share, share])),
  bootstrap: z.object({ unit: z.literal("patient"), resamples: z.int(), seed: z.int() }),
  /** Preparation and scoring of one image, mean, ms. */
  ms: z.number().nonnegative(),
});
export type Metrics = z.infer<typeof metricsSchema>;
