import { z } from "zod";
import { inputCalibrationSchema } from "./input-calibration.ts";

const finite = z.number();

/** Quantiles of one map over the pixels of healthy hold-out images. */
export const mapCalibrationSchema = z.object({
  /** What the numbers mean, for the legend: "σ" for multiples of the predicted standard deviation, "nats", "normalised". */
  unit: z.string().min(1).max(40),
  /** Ascending probabilities and the values below which that share of healthy pixels lies. */
  probabilities: z.array(z.number().min(0).max(1)).min(2).max(4096),
  quantiles: z.array(finite).min(2).max(4096),
  /** The fixed range of the colour scale, the same for every image. */
  display: z.object({ lower: finite, upper: finite }),
});
export type MapCalibration = z.infer<typeof mapCalibrationSchema>;

const thresholdSchema = z.object({ falsePositivePixels: z.number().positive().max(0.5), value: finite });
const imageThresholdSchema = z.object({ falsePositiveRate: z.number().positive().max(0.5), value: finite });

const healthyScoresSchema = z.array(finite).min(20).max(100_000);

export const calibrationSchema = z.object({
  population: z.object({
    description: z.string().max(2000),
    images: z.int().positive(),
    patients: z.int().positive(),
  }),
  /** A map without calibration is not offered: there would be no colour scale for it. */
  maps: z.object({
    anomaly: mapCalibrationSchema,
    signed: mapCalibrationSchema.optional(),
    residual: mapCalibrationSchema,
    nll: mapCalibrationSchema,
    ssim: mapCalibrationSchema.optional(),
    klGradient: mapCalibrationSchema.optional(),
    uncertainty: mapCalibrationSchema.optional(),
  }),
  /** Each score's values on the healthy hold-out images, ascending: what conformal p-values are counted from. */
  scores: z.object({
    anomaly: healthyScoresSchema,
    reconstruction: healthyScoresSchema,
    kl: healthyScoresSchema,
    elbo: healthyScoresSchema,
    latent: healthyScoresSchema.optional(),
  }),
  /** KL of each latent dimension, nats: between which values 95 % of the healthy hold-out images lie. */
  klPerDimension: z.object({ lower: z.array(finite), upper: z.array(finite) }).optional(),
  /** How far from healthy images an image may be as a whole; older bundles have none. */
  input: inputCalibrationSchema.optional(),
  /** Threshold on the anomaly map, from healthy images alone. */
  threshold: thresholdSchema,
  /** Threshold on the image's anomaly score, from healthy images alone. */
  imageThreshold: imageThresholdSchema,
  /** Other thresholds to choose from, on the anomaly map and on the image's anomaly score; older bundles have none. */
  alternatives: z
    .object({
      thresholds: z.array(thresholdSchema).max(20),
      imageThresholds: z.array(imageThresholdSchema).max(20),
    })
    .optional(),
});
export type Calibration = z.infer<typeof calibrationSchema>;
