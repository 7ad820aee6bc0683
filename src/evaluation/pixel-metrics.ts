import { binCount, type PixelCounts } from "./pixel-counts.ts";

/** How well a map finds lesions, over all pixels of all images together; each 0..1, NaN where it is not defined. */
export interface PixelValues {
  /** Average precision over pixels. */
  readonly ap: number;
  /**
   * Area under the per-region overlap curve up to a false-positive rate of 0.3, divided by 0.3 (Bergmann et al.,
   * CVPR 2019). The rate is that of foreground pixels alone: air, which no map marks, would make every map look good.
   */
  readonly aupro: number;
  /** Dice at the threshold that is best on these very images: an oracle, an upper bound. */
  readonly diceBest: number;
  /** Dice at the threshold calibrated on healthy images. */
  readonly diceCalibrated: number;
  /** Mean over healthy images of the share of the foreground above the calibrated threshold. */
  readonly falsePositiveArea: number;
}

const fprLimit = 0.3;

export function pixelMetrics(counts: PixelCounts): PixelValues {
  const { truePositives, falsePositives, falseNegatives } = counts;
  const overlap = 2 * truePositives + falsePositives + falseNegatives;
  return {
    ...curveMetrics(counts),
    diceCalibrated: truePositives + falseNegatives > 0 ? (2 * truePositives) / overlap : Number.NaN,
    falsePositiveArea: counts.healthyArea / counts.healthyImages,
  };
}

/** Lowers the threshold bin by bin. */
function curveMetrics({
  inside,
  outside,
  overlap,
  lesions,
}: PixelCounts): Pick<PixelValues, "ap" | "aupro" | "diceBest"> {
  const positives = total(inside);
  if (!inside || !overlap || !outside || positives === 0 || total(outside) === 0) {
    return { ap: Number.NaN, aupro: Number.NaN, diceBest: Number.NaN };
  }
  const foreground = total(outside) - outside[0]!;
  let [truePositives, falsePositives, found] = [0, 0, 0];
  let [ap, diceBest, area] = [0, 0, 0];
  for (let bin = binCount - 1; bin >= 0; bin--) {
    const gained = inside[bin]!;
    const before = { fpr: falsePositives / foreground, pro: found / lesions };
    truePositives += gained;
    falsePositives += outside[bin]!;
    found += overlap[bin]!;
    if (gained > 0) ap += (gained / positives) * (truePositives / (truePositives + falsePositives));
    const dice = (2 * truePositives) / (truePositives + falsePositives + positives);
    if (dice > diceBest) diceBest = dice;
    if (bin > 0) area += trapezoid(before, { fpr: falsePositives / foreground, pro: found / lesions });
  }
  return { ap, aupro: foreground > 0 ? area / fprLimit : Number.NaN, diceBest };
}

interface CurvePoint {
  readonly fpr: number;
  readonly pro: number;
}

/** The area between two points of the curve, as far as it lies below the limit. */
function trapezoid(a: CurvePoint, b: CurvePoint): number {
  if (a.fpr >= fprLimit || b.fpr === a.fpr) return 0;
  const end = Math.min(b.fpr, fprLimit);
  const height = a.pro + ((b.pro - a.pro) * (end - a.fpr)) / (b.fpr - a.fpr);
  return ((end - a.fpr) * (a.pro + height)) / 2;
}

function total(histogram: Float64Array | undefined): number {
  return histogram?.reduce((sum, count) => sum + count, 0) ?? 0;
}

/** Dice coefficient of two masks; 1 where both are empty. */
export function dice(a: ArrayLike<number | boolean>, b: ArrayLike<number | boolean>): number {
  if (a.length !== b.length) throw new RangeError("The masks must be of one size.");
  let [both, sum] = [0, 0];
  for (let index = 0; index < a.length; index++) {
    const [first, second] = [a[index] ? 1 : 0, b[index] ? 1 : 0];
    both += first * second;
    sum += first + second;
  }
  return sum === 0 ? 1 : (2 * both) / sum;
}
