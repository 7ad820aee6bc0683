import { number, numbers, readAttributes } from "../../../plugin/cornerstone/read-tags.ts";

type MetaData = Parameters<typeof readAttributes>[0];

/** Images a second that are on offer beside the file's own. */
export const cineRates = [1, 2, 5, 10, 15, 24, 30, 60] as const;
/** Where the file names none: slow enough to read a stack of slices. */
export const defaultRate = 10;

/**
 * How fast a file wants its frames shown, images a second: Recommended Display Frame Rate, Cine Rate, Frame Time or
 * Frame Time Vector, in ms (PS3.3 C.7.6.5, C.7.6.6); undefined where it names none.
 */
export function fileRate(metaData: MetaData, imageId: string): number | undefined {
  const from = readAttributes(metaData, imageId);
  const wanted = number(from.RecommendedDisplayFrameRate) ?? number(from.CineRate);
  if (wanted !== undefined && wanted > 0) return wanted;
  const frameTime = number(from.FrameTime) ?? meanStep(numbers(from.FrameTimeVector));
  return frameTime !== undefined && frameTime > 0 ? 1000 / frameTime : undefined;
}

/** The vector's first value is 0: it is the time before the first frame. */
function meanStep(vector: readonly number[] | undefined): number | undefined {
  const steps = vector?.slice(1) ?? [];
  return steps.length === 0 ? undefined : steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

/** The next rate on offer above (1) or below (-1) the one that is set; the same at the ends. */
export function steppedRate(rate: number, step: 1 | -1): number {
  const next =
    step === 1
      ? cineRates.find((offered) => offered > rate)
      : cineRates.findLast((offered) => offered < rate);
  return next ?? rate;
}
