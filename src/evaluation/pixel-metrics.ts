import { binCount, layout, type PixelCounts } from "./pixel-counts.ts";

/** How well a map finds lesions, over all pixels of all images together; each 0..1, NaN where it is not defined. */
export interface PixelValues {
  /** Average precision over pixels. */
  readonly ap: number;
  /** Area under the per-region overlap curve up to a false-positive rate of 0.3, divided by 0.3 (Bergmann et al., CVPR 2019). */
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
  const at = (key: keyof typeof layout): number => counts[layout[key]]!;
  const overlap = 2 * at("truePositives") + at("falsePositives") + at("falseNegatives");
  return {
    ...curveMetrics(counts),
    diceCalibrated:
      at("truePositives") + at("falseNegatives") > 0 ? (2 * at("truePositives")) / overlap : Number.NaN,
    falsePositiveArea: at("healthyArea") / at("healthyImages"),
  };
}

/** Share of the healthy images' shown pixels above the threshold: what the threshold promised. */
export function falsePositivePixels(counts: PixelCounts): number {
  return counts[layout.healthyAbove]! / counts[layout.healthyShown]!;
}

/** Lowers the threshold bin by bin. */
function curveMetrics(counts: PixelCounts): Pick<PixelValues, "ap" | "aupro" | "diceBest"> {
  const positives = total(counts, layout.inside);
  const negatives = total(counts, layout.outside);
  const lesions = counts[layout.lesions]!;
  if (positives === 0 || negatives === 0) return { ap: Number.NaN, aupro: Number.NaN, diceBest: Number.NaN };
  let [truePositives, falsePositives, overlap] = [0, 0, 0];
  let [ap, diceBest, area] = [0, 0, 0];
  for (let bin = binCount - 1; bin >= 0; bin--) {
    const gained = counts[layout.inside + bin]!;
    const before = { fpr: falsePositives / negatives, pro: overlap / lesions };
    truePositives += gained;
    falsePositives += counts[layout.outside + bin]!;
    overlap += counts[layout.overlap + bin]!;
    if (gained > 0) ap += (gained / positives) * (truePositives / (truePositives + falsePositives));
    const dice = (2 * truePositives) / (truePositives + falsePositives + positives);
    if (dice > diceBest) diceBest = dice;
    area += trapezoid(before, { fpr: falsePositives / negatives, pro: overlap / lesions });
  }
  return { ap, aupro: area / fprLimit, diceBest };
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

function total(counts: PixelCounts, start: number): number {
  let sum = 0;
  for (let bin = 0; bin < binCount; bin++) sum += counts[start + bin]!;
  return sum;
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
