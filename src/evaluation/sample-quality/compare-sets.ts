import { mulberry32 } from "../seeded-random.ts";
import { featureMoments, frechetDistance } from "./frechet.ts";
import { precisionRecall } from "./precision-recall.ts";

/** A figure over several halvings of the hold-out images. */
export interface SpreadFigure {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface SetFigures {
  /** Squared Fréchet distance in the feature space; lower is closer. */
  readonly frechet: SpreadFigure;
  readonly precision: SpreadFigure;
  readonly recall: SpreadFigure;
}

/** Generated images against one half of the hold-out images, and the other half against the same. */
export interface SetComparison {
  readonly generated: SetFigures;
  /** What a perfect model would come to. */
  readonly real: SetFigures;
  readonly halvings: number;
  /** Images a set, on average over the halvings. */
  readonly images: number;
}

export interface CompareSetsOptions {
  /** Default 5. */
  readonly halvings?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** A covariance and neighbours of fewer images say nothing. */
const fewestImages = 10;

/**
 * Compares generated with real images in a feature space. Both figures depend on how many images there are, so the real
 * ones are divided into two halves by patient, and as many generated ones as the second half has are held against the
 * first; several times, since a half is a matter of chance.
 *
 * @param real feature vectors of hold-out images
 * @param patients of each real image
 * @param generated at least as many as there are real ones
 * @returns `undefined` where there are fewer than ten images, or one patient, to a half
 * @throws RangeError when there are fewer generated than real images
 */
export function compareSets(
  real: readonly ArrayLike<number>[],
  patients: readonly string[],
  generated: readonly ArrayLike<number>[],
  { halvings = 5, seed = 1 }: CompareSetsOptions = {},
): SetComparison | undefined {
  if (generated.length < real.length) {
    throw new RangeError(`${generated.length} generated images are fewer than the ${real.length} real ones.`);
  }
  const names = [...new Set(patients)];
  const next = mulberry32(seed);
  const own: Figures[] = [];
  const reference: Figures[] = [];
  let images = 0;
  for (let halving = 0; halving < halvings; halving++) {
    const chosen = new Set(shuffled(names, next).slice(0, Math.floor(names.length / 2)));
    const first = real.filter((_, index) => chosen.has(patients[index] as string));
    const second = real.filter((_, index) => !chosen.has(patients[index] as string));
    const count = Math.min(first.length, second.length);
    if (count < fewestImages) return undefined;
    const others = shuffled(second, next).slice(0, count);
    const known = shuffled(first, next).slice(0, count);
    own.push(figuresOf(known, shuffled(generated, next).slice(0, count)));
    reference.push(figuresOf(known, others));
    images += count / halvings;
  }
  return { generated: spread(own), real: spread(reference), halvings, images: Math.round(images) };
}

interface Figures {
  readonly frechet: number;
  readonly precision: number;
  readonly recall: number;
}

function figuresOf(real: readonly ArrayLike<number>[], others: readonly ArrayLike<number>[]): Figures {
  const frechet = frechetDistance(featureMoments(real), featureMoments(others));
  return { frechet, ...precisionRecall(real, others) };
}

function spread(all: readonly Figures[]): SetFigures {
  const of = (name: keyof Figures): SpreadFigure => {
    const values = all.map((figures) => figures[name]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, lowest: Math.min(...values), highest: Math.max(...values) };
  };
  return { frechet: of("frechet"), precision: of("precision"), recall: of("recall") };
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}
