import { z } from "zod";

/** Hounsfield windows by their usual names, HU. */
export const hounsfieldWindows = {
  brain: { centre: 40, width: 80 },
  lung: { centre: -600, width: 1500 },
  softTissue: { centre: 40, width: 400 },
  bone: { centre: 400, width: 1800 },
} as const;

const windowNames = [
  "brain",
  "lung",
  "softTissue",
  "bone",
] as const satisfies (keyof typeof hounsfieldWindows)[];

/**
 * The preprocessing a bundle names: steps as data, run in order by `prepare`. A step that a reader of an older
 * version does not know is a ModelFormatError, never skipped. Intensities count from the level of air (the 0.5th
 * percentile), in display polarity; lengths are in pixels of the grid a step works on. "removeTable" and "window" are
 * for CT: their intensities are Hounsfield units.
 */
export const preprocessingStepSchema = z.discriminatedUnion("step", [
  z.object({
    /** Finds the foreground on the image resampled to `size` x `size`: value > fraction · percentile, opening, largest component, filling, closing. */
    step: z.literal("foreground"),
    size: z.int().min(16).max(1024),
    percentile: z.number().min(50).max(100),
    fraction: z.number().min(0).max(1),
    opening: z.int().min(0).max(64),
    closing: z.int().min(0).max(64),
  }),
  z.object({
    /** CT: finds the body on the image reduced to `size` x `size`: value > `threshold`, opening, largest component, filling, closing. Table and air are outside. */
    step: z.literal("removeTable"),
    size: z.int().min(16).max(1024),
    /** HU; between air and fat. */
    threshold: z.number().min(-1024).max(0),
    opening: z.int().min(0).max(64),
    closing: z.int().min(0).max(64),
  }),
  z.object({
    /** Drops edge rows and columns where at most `share` of the pixels exceed fraction · percentile. */
    step: z.literal("trimBorders"),
    percentile: z.number().min(50).max(100),
    fraction: z.number().min(0).max(1),
    share: z.number().min(0).max(1),
  }),
  z.object({
    /** Measures mean(-log(|∇| / range + floor)) on the image reduced to `size` x `size`, without `margin` of each side, for the score's `smoothness`; changes nothing. */
    step: z.literal("measureSmoothness"),
    size: z.int().min(16).max(1024),
    margin: z.number().min(0).max(0.45),
    floor: z.number().positive().max(1),
  }),
  z.object({
    /** Stretches the foreground's bounding box (between two percentiles of its pixels' coordinates) to rows x columns, centred in the input. */
    step: z.literal("crop"),
    lower: z.number().min(0).max(50),
    upper: z.number().min(50).max(100),
    rows: z.int().positive(),
    columns: z.int().positive(),
  }),
  z.object({
    /** Scales so that the foreground's median at depth > `depth` px becomes `value`; clips to [0, 1]; multiplies by the mask. */
    step: z.literal("medianScale"),
    depth: z.number().min(0),
    value: z.number().positive().max(1),
  }),
  z.object({
    /** Maps two percentiles of the mask's pixels to 0 and 1, clips; multiplies by the mask. */
    step: z.literal("percentileScale"),
    lower: z.number().min(0).max(100),
    upper: z.number().min(0).max(100),
  }),
  z.object({
    /** CT: maps a Hounsfield window's ends to 0 and 1, clips; multiplies by the mask. */
    step: z.literal("window"),
    window: z.union([
      z.enum(windowNames),
      z.object({ centre: z.number().min(-2000).max(4000), width: z.number().min(1).max(8000) }),
    ]),
  }),
  z.object({
    /** Raises to the power that brings the median of the centre (without `margin` of each side) to `value`. */
    step: z.literal("medianGamma"),
    margin: z.number().min(0).max(0.45),
    value: z.number().positive().max(1),
  }),
]);
export type PreprocessingStep = z.infer<typeof preprocessingStepSchema>;

export const preprocessingSchema = z.array(preprocessingStepSchema).min(1).max(16);
