import type { Series } from "../files/series.ts";
import { dot, imagePlanes } from "./image-planes.ts";

/** Two series of one patient and one modality, of two studies. */
export interface Comparison {
  readonly current: Series;
  readonly prior: Series;
}

/**
 * What a series is compared with: of the same patient's other studies with the same modality the nearest earlier one
 * or, where there is none, the nearest later one, which then is the current. Of that study it is the series that is
 * most alike: in the same plane, of the same name, with as many images.
 *
 * @returns undefined where no such study is open, or the files do not say whose they are and when they were made
 */
export function findPrior(series: Series, open: readonly Series[]): Comparison | undefined {
  const others = open.filter((other) => isOtherStudy(other, series));
  const earlier = others.filter(({ studyDate }) => studyDate < series.studyDate);
  const later = others.filter(({ studyDate }) => studyDate > series.studyDate);
  const date =
    earlier.length > 0
      ? Math.max(...earlier.map(({ studyDate }) => Number(studyDate)))
      : Math.min(...later.map(({ studyDate }) => Number(studyDate)));
  const [match] = others
    .filter(({ studyDate }) => Number(studyDate) === date)
    .sort((a, b) => likeness(b, series) - likeness(a, series));
  if (!match) return undefined;
  return earlier.length > 0 ? { current: series, prior: match } : { current: match, prior: series };
}

function isOtherStudy(other: Series, series: Series): boolean {
  const [a, b] = [other.images[0]!.header, series.images[0]!.header];
  return (
    series.studyDate !== "" &&
    other.studyDate !== "" &&
    a.studyInstanceUID !== b.studyInstanceUID &&
    a.patientId !== "" &&
    a.patientId === b.patientId &&
    a.patientName === b.patientName &&
    other.modality === series.modality
  );
}

/** Higher is more alike; what weighs more outweighs all that weighs less. */
function likeness(other: Series, series: Series): number {
  const [a, b] = [imagePlanes(other)[0]?.normal, imagePlanes(series)[0]?.normal];
  const alongSide = a && b ? Math.abs(dot(a, b)) > 0.9 : a === b;
  const sameName = other.description.toLowerCase() === series.description.toLowerCase();
  const [few, many] = [other.imageIds.length, series.imageIds.length].sort((x, y) => x - y);
  return (alongSide ? 4 : 0) + (sameName ? 2 : 0) + few! / many!;
}
