import {
  type CrossValidateOptions,
  chosen,
  fitPipeline,
  foldNames,
  indicesWhere,
  type Labelled,
} from "./cross-validate.ts";

/**
 * What the calibration images of each class were given less than: 1 minus the probability of their own class,
 * [classes][images], ascending.
 */
export type Nonconformity = readonly (readonly number[])[];

/** @param probabilities [count][classes], by a classifier that has not seen these images */
export function nonconformityOf(
  probabilities: readonly (readonly number[])[],
  classes: readonly number[],
  classCount: number,
): Nonconformity {
  return Array.from({ length: classCount }, (_, label) =>
    probabilities
      .flatMap((row, index) => (classes[index] === label ? [1 - row[label]!] : []))
      .sort((a, b) => a - b),
  );
}

/**
 * The classes that cannot be excluded at an error rate, by a test for each class of its own (Vovk, Gammerman and Shafer,
 * "Algorithmic Learning in a Random World", 2005, label-conditional): of images of any class, the set leaves out the true
 * one at most that often, on average over calibrations and as long as images come from where the calibration images
 * came from. An empty set says that the image is like none of the classes.
 *
 * @param probabilities [classes]
 * @param errorRate 0..1
 */
export function conformalSet(
  probabilities: readonly number[],
  nonconformity: Nonconformity,
  errorRate: number,
): number[] {
  return probabilities.flatMap((probability, label) =>
    classPValue(1 - probability, nonconformity[label] ?? []) > errorRate ? [label] : [],
  );
}

/** Share of the class's calibration images, with this one, that fit their class no better. */
export function classPValue(value: number, calibration: readonly number[]): number {
  // Rounding in a saved file must not tell an image from itself.
  const atLeast = calibration.filter((other) => other >= value - 1e-12).length;
  return (1 + atLeast) / (1 + calibration.length);
}

/**
 * Sets for each image in a rotation of the folds: one is tested, the next one calibrates, the rest trains. No image
 * bears on its own set, so that the coverage that is counted is that of images never seen.
 *
 * @returns by image: its set
 * @throws RangeError when there are fewer than three folds; the signal's reason when aborted
 */
export async function rotateSets(
  images: Labelled,
  folds: readonly number[],
  options: CrossValidateOptions & { readonly errorRate: number },
): Promise<number[][]> {
  const names = foldNames(folds);
  if (names.length < 3) throw new RangeError("A rotation needs three folds: training, calibration and test.");
  const sets: number[][] = folds.map(() => []);
  for (const [place, tested] of names.entries()) {
    await new Promise((resolve) => setTimeout(resolve));
    options.signal?.throwIfAborted();
    const calibrates = names[(place + 1) % names.length]!;
    const fitted = fitPipeline(
      chosen(images, (index) => folds[index] !== tested && folds[index] !== calibrates),
      options,
    );
    const calibration = chosen(images, (index) => folds[index] === calibrates);
    const nonconformity = nonconformityOf(
      fitted.probabilities(calibration.vectors),
      calibration.classes,
      options.classCount,
    );
    const asked = indicesWhere(folds.length, (index) => folds[index] === tested);
    const rows = fitted.probabilities(asked.map((index) => images.vectors[index]!));
    for (const [row, index] of asked.entries()) {
      sets[index] = conformalSet(rows[row]!, nonconformity, options.errorRate);
    }
  }
  return sets;
}
