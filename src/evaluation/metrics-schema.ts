import { z } from "zod";
import { mapNames, scoreNames } from "../scoring/maps.ts";
import { anomalyKinds } from "./synthetic/variants.ts";

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

const oraclePixelSchema = pixelFiguresSchema.pick({ ap: true, aupro: true, diceBest: true });

const baselineSchema = z.object({
  image: imageFiguresSchema,
  /** Absent where no lesion is outlined, or the baseline has no map. */
  pixel: oraclePixelSchema.optional(),
});

export const mapFiguresSchema = z.object({
  /** Of the mean of the map's highest values, as the anomaly score takes it from the anomaly map. */
  image: imageFiguresSchema,
  /** Absent where no lesion is outlined; without the figures at a threshold where the bundle has none for the map. */
  pixel: oraclePixelSchema
    .extend(pixelFiguresSchema.pick({ diceCalibrated: true, falsePositiveArea: true }).partial().shape)
    .optional(),
});
export type MapFigures = z.infer<typeof mapFiguresSchema>;

const syntheticSchema = z.object({
  /** Nothing here was seen in a patient. */
  label: z.literal("synthetic"),
  seed: z.int(),
  /** Healthy images that anomalies were put into. */
  images: z.int().nonnegative(),
  patients: z.int().nonnegative(),
  resamples: z.int(),
  results: z.array(
    z.object({
      kind: z.enum(anomalyKinds),
      /** In the kind's own measure; null where there is nothing to choose. */
      strength: z.number().nullable(),
      /** Pixels of an image of 256 x 256. */
      radius: z.number().positive(),
      images: z.int().nonnegative(),
      /** AUROC against the same images without it; sensitivity at the bundle's image threshold. */
      image: z.object({ auroc: figureSchema, sensitivity: figureSchema }),
      /** Over the pixels of the changed images. */
      pixel: pixelFiguresSchema.pick({ ap: true, diceCalibrated: true }),
    }),
  ),
});

const outcomesSchema = z.object({
  applies: z.int().nonnegative(),
  caution: z.int().nonnegative(),
  refused: z.int().nonnegative(),
});

const foreignSchema = z.object({
  /** What kind of images they are. */
  group: z.string(),
  images: z.int().nonnegative(),
  withTags: outcomesSchema,
  /** As if the files had no tags; that these are missing is not counted as a caution. */
  pixelsAlone: outcomesSchema,
});
export type ForeignFigures = z.infer<typeof foreignSchema>;

/** metrics.json: how well a model does on a set of images. What could not be measured is left out, never null or 0. */
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
  /** Of the anomaly score; absent, as all that tells abnormal from healthy images, where none is abnormal. */
  image: imageFiguresSchema.optional(),
  /** Of every score the model gives; `latent` is absent where the bundle has no reference data. */
  scores: z.partialRecord(z.enum(scoreNames), imageFiguresSchema),
  /** Of every map that was asked for. */
  maps: z.partialRecord(z.enum(mapNames), mapFiguresSchema),
  /** Of the anomaly map; absent where no lesion is outlined. */
  pixel: pixelFiguresSchema.optional(),
  /**
   * Images with lesions of one size (the image's whole lesion, in pixels of an image of 256 x 256); absent where no
   * lesion is outlined.
   */
  lesionSize: z
    .array(
      z.object({
        from: z.number(),
        below: z.number().nullable(),
        images: z.int().nonnegative(),
        patients: z.int().nonnegative(),
        /** Against all healthy images. */
        auroc: figureSchema,
        /** At the bundle's image threshold. */
        sensitivity: figureSchema,
      }),
    )
    .optional(),
  calibration: z.object({
    /** `cross-fitted by patient`: the bundle was calibrated on these images, so the threshold was made anew from the other patients. */
    method: z.enum(["bundle's threshold", "cross-fitted by patient"]),
    targetFpr: share,
    realisedFpr: figureSchema,
    /** Share of the abnormal images above the bundle's image threshold. */
    sensitivity: figureSchema.optional(),
    /** Share of the shown pixels of healthy images above the bundle's threshold. */
    targetFalsePositivePixels: share,
    realisedFalsePositivePixels: figureSchema,
    /** At the other image thresholds the bundle offers; absent where it offers none. */
    alternatives: z
      .array(z.object({ targetFpr: share, realisedFpr: figureSchema, sensitivity: figureSchema.optional() }))
      .optional(),
  }),
  baselines: z.object({
    intensity: baselineSchema.optional(),
    /** Absent where no healthy reference images were given. */
    meanImageResidual: baselineSchema.optional(),
    /** The best of several readings of the slices' positions, chosen on these images; absent where they are not known. */
    position: baselineSchema.optional(),
    smoothness: baselineSchema.optional(),
  }),
  /** What the applicability rules said; refused images are in the figures all the same. */
  applicability: outcomesSchema,
  /** What the rules say of images that the model is not for; absent where none were given. */
  foreign: z.array(foreignSchema).optional(),
  /** [false-positive rate, sensitivity] of the anomaly score; empty where no image is abnormal. */
  roc: z.array(z.tuple([share, share])),
  /** [recall, precision] of the anomaly score; empty where no image is abnormal. */
  precisionRecall: z.array(z.tuple([share, share])),
  /** Images by anomaly score, in bins of one width from `lower` to `upper`. */
  histogram: z.object({
    lower: z.number(),
    upper: z.number(),
    healthy: z.array(z.int().nonnegative()),
    abnormal: z.array(z.int().nonnegative()),
    /** The bundle's image threshold. */
    threshold: z.number(),
  }),
  /** Absent where the suite was not run. */
  synthetic: syntheticSchema.optional(),
  bootstrap: z.object({ unit: z.literal("patient"), resamples: z.int(), seed: z.int() }),
  /** Preparation and scoring of one image without costly maps, mean, ms. */
  ms: z.number().nonnegative(),
});
export type Metrics = z.infer<typeof metricsSchema>;
