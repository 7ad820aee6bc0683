import { z } from "zod";

/** The maps: one number a pixel, [height, width] of the model's input. */
export const mapNames = ["anomaly", "residual", "nll"] as const;
export type MapName = (typeof mapNames)[number];

/** The scores: one number an image; higher is more unusual. */
export const scoreNames = ["anomaly", "reconstruction", "kl", "elbo"] as const;
export type ScoreName = (typeof scoreNames)[number];

/** How a bundle combines its residual into the anomaly map and the image's score. */
export const scoringSchema = z.object({
  anomaly: z.object({
    /** mean over sigmas of relu(Gaussian_sigma * t), t = (x - x̂) e^(-v/2). */
    kind: z.literal("smoothedPositiveResidual"),
    /** Standard deviations of the Gaussians, in model pixels. */
    sigmas: z.array(z.number().positive().max(32)).min(1).max(8),
    /** Average with the map of the image mirrored left to right. */
    flip: z.boolean(),
    /** Shown where the depth exceeds this, in model pixels. */
    minimumDepth: z.number().min(0),
  }),
  image: z.object({
    /** Mean of the highest `fraction` of the anomaly map where the depth exceeds `minimumDepth`. */
    kind: z.literal("topMean"),
    fraction: z.number().positive().max(1),
    minimumDepth: z.number().min(0),
  }),
});
export type Scoring = z.infer<typeof scoringSchema>;
