import { z } from "zod";
import { conformalThreshold } from "./conformal.ts";
import { rounded } from "./fit-gaussian.ts";
import { type Attitude, attitudes, type InputDistances, inputDistanceNames } from "./input-distances.ts";

/** How far healthy hold-out images are from healthy training images, and beyond what a model warns or refuses. */
export const inputCalibrationSchema = z.object({
  /** Of each distance: the median, and how far above it the 95th percentile lies. */
  distances: z.partialRecord(
    z.enum(inputDistanceNames),
    z.object({ median: z.number(), reach: z.number().positive() }),
  ),
  /** Of `unlikeness`. */
  caution: z.number(),
  refuse: z.number(),
  /** Of the ratios of other attitudes. */
  attitudes: z.record(z.enum(attitudes), z.object({ caution: z.number(), refuse: z.number() })),
  /** Of the outline's distance. */
  outline: z.object({ caution: z.number(), refuse: z.number() }).optional(),
});
export type InputCalibration = z.infer<typeof inputCalibrationSchema>;

/**
 * Where the limits lie at least, in reaches beyond the median. Disease goes as far as 2 or 3 on average over the
 * distances, other body parts and turned images from 4 on; see docs/guide/applicability.md.
 */
const leastCaution = 2.25;
const leastRefusal = 3.75;
/** Another attitude has to fit better at all before a model warns, and much better before it refuses. */
const leastAttitude = { caution: 1.05, refuse: 1.5 } as const;
/**
 * Standard deviations of the outline. Healthy heads go as far as 4 or 5, cropped ones and other body parts begin at 8.
 */
const leastOutline = { caution: 6, refuse: 8 } as const;
/** No more of the healthy images may be warned of, or refused, than these shares. */
const cautionRate = 0.01;
const refusalRate = 0.005;
/** Fewer say too little of how far healthy images go: a model would refuse what is only ill. */
const minimumImages = 50;
/** A distance that is the same for all healthy images says nothing by how far it is exceeded. */
const smallestReach = 1e-6;

/**
 * Limits from healthy hold-out images, at least 50. Far tails cannot be counted on some hundred images, so they are reckoned from
 * the upper half of the healthy ones, and moved out where too many lie beyond.
 *
 * @returns undefined with fewer images, or when the bundle's reference data say nothing of them
 */
export function calibrateInput(healthy: readonly InputDistances[]): InputCalibration | undefined {
  if (healthy.length < minimumImages) return undefined;
  const distances: InputCalibration["distances"] = {};
  for (const name of inputDistanceNames) {
    const values = healthy.map((image) => image.distances[name]).filter((value) => value !== undefined);
    if (values.length === 0 || values.length < healthy.length) continue;
    const sorted = Float64Array.from(values).sort();
    const median = conformalThreshold(sorted, 0.5);
    const reach = Math.max(smallestReach, conformalThreshold(sorted, 0.05) - median);
    distances[name] = { median: rounded(median), reach: rounded(reach) };
  }
  if (Object.keys(distances).length === 0) return undefined;
  const all = Float64Array.from(healthy, (image) => unlikeness(image, distances).value).sort();
  const caution = Math.max(leastCaution, conformalThreshold(all, cautionRate));
  const refuse = Math.max(leastRefusal, conformalThreshold(all, refusalRate), caution);
  const outlines = healthy.map(({ outline }) => outline).filter((outline) => outline !== undefined);
  return {
    distances,
    caution: rounded(caution),
    refuse: rounded(refuse),
    attitudes: {
      turned: attitudeLimits(healthy, "turned"),
      inverted: attitudeLimits(healthy, "inverted"),
      mirrored: attitudeLimits(healthy, "mirrored"),
    },
    ...(outlines.length === healthy.length ? { outline: tailLimits(outlines, leastOutline) } : {}),
  };
}

function attitudeLimits(healthy: readonly InputDistances[], attitude: Attitude): Limits {
  return tailLimits(
    healthy.map((image) => image.attitudes[attitude]),
    leastAttitude,
  );
}

interface Limits {
  readonly caution: number;
  readonly refuse: number;
}

function tailLimits(values: readonly number[], least: Limits): { caution: number; refuse: number } {
  const sorted = Float64Array.from(values).sort();
  return {
    caution: rounded(Math.max(least.caution, conformalThreshold(sorted, cautionRate))),
    // Where few healthy images tell of the tail, the farthest of them does not come near a refusal.
    refuse: rounded(Math.max(least.refuse, 1.1 * conformalThreshold(sorted, refusalRate))),
  };
}

/** The mean of the distances, each in reaches beyond its median, and which is the farthest. */
export function unlikeness(
  { distances }: InputDistances,
  calibrated: InputCalibration["distances"],
): { readonly value: number; readonly farthest: (typeof inputDistanceNames)[number] } {
  let [sum, count, most] = [0, 0, Number.NEGATIVE_INFINITY];
  let farthest: (typeof inputDistanceNames)[number] = "layout";
  for (const name of inputDistanceNames) {
    const [value, calibration] = [distances[name], calibrated[name]];
    if (value === undefined || calibration === undefined) continue;
    // To be nearer than most healthy images in one way does not make up for being far in another.
    const reaches = Math.max(-1, (value - calibration.median) / calibration.reach);
    sum += reaches;
    count++;
    if (reaches > most) [most, farthest] = [reaches, name];
  }
  return { value: count > 0 ? sum / count : 0, farthest };
}
