import { type Ranking, rank } from "./ranking.ts";

/** How well a score tells abnormal from healthy images; each 0..1, NaN where a class is missing. */
export interface ImageValues {
  /** Area under the receiver operating characteristic; ties count half. */
  readonly auroc: number;
  /** Average precision: precision summed over the steps of recall, without interpolation. */
  readonly ap: number;
  /** Highest sensitivity at a false-positive rate of at most 5 %. */
  readonly sensitivityAt5Fpr: number;
  /** Lowest false-positive rate at a sensitivity of at least 95 %. */
  readonly fprAt95Sensitivity: number;
}

/** Rounding must not cost a step that lies exactly on the limit. */
const tolerance = 1e-9;

/** @param weights how often each image counts, by image; default once */
export function imageMetrics(ranking: Ranking, weights?: ArrayLike<number>): ImageValues {
  const { order, last, abnormal } = ranking;
  const weightOf = (image: number): number => weights?.[image] ?? 1;
  let positives = 0;
  let negatives = 0;
  for (const image of order) {
    if (abnormal[image]) positives += weightOf(image);
    else negatives += weightOf(image);
  }
  if (positives === 0 || negatives === 0) {
    return {
      auroc: Number.NaN,
      ap: Number.NaN,
      sensitivityAt5Fpr: Number.NaN,
      fprAt95Sensitivity: Number.NaN,
    };
  }
  let truePositives = 0;
  let falsePositives = 0;
  let area = 0;
  let ap = 0;
  let sensitivityAt5Fpr = 0;
  let fprAt95Sensitivity = 1;
  let before = { truePositives: 0, falsePositives: 0 };
  for (let place = 0; place < order.length; place++) {
    const image = order[place]!;
    if (abnormal[image]) truePositives += weightOf(image);
    else falsePositives += weightOf(image);
    if (!last[place]) continue;
    const gained = truePositives - before.truePositives;
    area += ((falsePositives - before.falsePositives) * (truePositives + before.truePositives)) / 2;
    if (gained > 0) ap += (gained / positives) * (truePositives / (truePositives + falsePositives));
    const sensitivity = truePositives / positives;
    const fpr = falsePositives / negatives;
    if (fpr <= 0.05 + tolerance) sensitivityAt5Fpr = Math.max(sensitivityAt5Fpr, sensitivity);
    if (sensitivity >= 0.95 - tolerance) fprAt95Sensitivity = Math.min(fprAt95Sensitivity, fpr);
    before = { truePositives, falsePositives };
  }
  return { auroc: area / (positives * negatives), ap, sensitivityAt5Fpr, fprAt95Sensitivity };
}

/** Area under the ROC curve of scores of which higher means more likely abnormal. */
export function auroc(scores: ArrayLike<number>, abnormal: ArrayLike<number | boolean>): number {
  return imageMetrics(rank(scores, abnormal)).auroc;
}

export function averagePrecision(scores: ArrayLike<number>, abnormal: ArrayLike<number | boolean>): number {
  return imageMetrics(rank(scores, abnormal)).ap;
}

/** Corners of the ROC curve as [false-positive rate, sensitivity], from [0, 0] to [1, 1], thinned to at most `maximum`. */
export function rocCurve(ranking: Ranking, maximum = 200): [number, number][] {
  const { positives, negatives, steps } = curveSteps(ranking);
  const points = steps.map(([tp, fp]): [number, number] => [fp / negatives, tp / positives]);
  return thin([[0, 0], ...points], maximum);
}

/** The precision-recall curve as [recall, precision], by rising recall, thinned to at most `maximum`. */
export function precisionRecallCurve(ranking: Ranking, maximum = 200): [number, number][] {
  const { positives, steps } = curveSteps(ranking);
  return thin(
    steps.map(([tp, fp]): [number, number] => [tp / positives, tp / (tp + fp)]),
    maximum,
  );
}

/** True and false positives at every threshold that tells images apart, from the highest score down. */
function curveSteps({ order, last, abnormal }: Ranking) {
  const positives = abnormal.reduce((sum, label) => sum + label, 0);
  const steps: [truePositives: number, falsePositives: number][] = [];
  let [truePositives, falsePositives] = [0, 0];
  for (let place = 0; place < order.length; place++) {
    if (abnormal[order[place]!]) truePositives++;
    else falsePositives++;
    if (last[place]) steps.push([truePositives, falsePositives]);
  }
  return { positives, negatives: abnormal.length - positives, steps };
}

function thin<T>(points: T[], maximum: number): T[] {
  if (points.length <= maximum) return points;
  const step = (points.length - 1) / (maximum - 1);
  return Array.from({ length: maximum }, (_, index) => points[Math.round(index * step)]!);
}
