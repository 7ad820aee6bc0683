import { msg, str } from "@lit/localize";
import type { SeriesScore } from "../../scoring/series-score.ts";
import type { StackProblem } from "../../scoring/slice-stack.ts";
import { formatNumber, formatScore } from "../localization/format.ts";
import type { SeriesData, SeriesImageData } from "../series-data.ts";

/** How far a scan is: images, and the time left where it is known. */
export function scanText({ done, images, state, msLeft }: SeriesData): string {
  const [some, all] = [formatNumber(done), formatNumber(images.length)];
  if (state === "running" && msLeft !== undefined)
    return msg(str`${some} of ${all}, ${timeText(msLeft)} left`);
  const count = msg(str`${some} of ${all} images`);
  return state === "paused" ? msg(str`${count}, paused`) : count;
}

function timeText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 90
    ? msg(str`about ${formatNumber(seconds)} s`)
    : msg(str`about ${formatNumber(Math.round(seconds / 60))} min`);
}

/** How many images are above the threshold, beside how many would be by chance. */
export function flaggedText({ above, scored, expected }: SeriesScore): string {
  const chance = formatNumber(expected, { maximumFractionDigits: expected < 3 ? 1 : 0 });
  return msg(
    str`${formatNumber(above)} of ${formatNumber(scored)} images are above the threshold; about ${chance} would be by chance if all were healthy.`,
  );
}

/** The highest image and what its p-value is worth as one of many. */
export function highestText({ highest, scored, pValue }: SeriesScore): string {
  const image = formatNumber(highest.slice + 1);
  const own = formatP(highest.score.pValue);
  return msg(
    str`Highest: image ${image}, p = ${own} by itself; p ≤ ${formatP(pValue)} as the highest of ${formatNumber(scored)}.`,
  );
}

function formatP(value: number): string {
  return formatNumber(value, { maximumSignificantDigits: 2 });
}

/** Why regions are not joined across images. */
export function stackProblemText(problem: StackProblem): string {
  switch (problem) {
    case "single":
      return msg("With one image there is no volume.");
    case "position-unknown":
      return msg("The files do not say where all images lie: regions are listed by image, without a volume.");
    case "not-parallel":
      return msg("The images are not parallel: regions are listed by image, without a volume.");
    case "same-place":
      return msg("Several images show the same place: regions are listed by image, without a volume.");
  }
}

/** What a screen reader says of an image on the strip. */
export function stripText(index: number, images: readonly SeriesImageData[]): string {
  const place = msg(str`Image ${formatNumber(index + 1)} of ${formatNumber(images.length)}`);
  const image = images[index];
  switch (image?.state) {
    case "scored": {
      const score = formatScore(image.score.value);
      return image.above
        ? msg(str`${place}, score ${score}, above the threshold`)
        : msg(str`${place}, score ${score}`);
    }
    case "refused":
      return msg(str`${place}, the model is not for it`);
    case "failed":
      return msg(str`${place}, could not be scored`);
    default:
      return msg(str`${place}, not scored yet`);
  }
}
