import { mulberry32 } from "../../evaluation/seeded-random.ts";

/** What is divided: the images' classes, and whose they are. */
export interface Grouped {
  readonly classes: readonly number[];
  readonly patients: readonly string[];
}

/**
 * Divides images into folds so that a patient's images stay together and each fold has about as many of each class:
 * patients in random order, those with most images first, each to the fold that has fewest images of the patient's
 * classes.
 *
 * @returns by image: its fold, from 0
 * @throws RangeError when there are fewer patients than folds
 */
export function divideIntoFolds({ classes, patients }: Grouped, folds: number, seed: number): number[] {
  const images = new Map<string, number[]>();
  for (const [index, patient] of patients.entries()) {
    const own = images.get(patient);
    if (own) own.push(index);
    else images.set(patient, [index]);
  }
  if (images.size < folds) {
    throw new RangeError(`${folds} folds need at least ${folds} patients; there are ${images.size}.`);
  }
  const next = mulberry32(seed);
  const order = [...images.values()]
    .map((own) => ({ own, chance: next() }))
    .sort((a, b) => b.own.length - a.own.length || a.chance - b.chance);
  const counts = Array.from({ length: folds }, () => new Map<number, number>());
  const result = new Array<number>(classes.length).fill(0);
  for (const { own } of order) {
    const burden = counts.map((count) =>
      own.reduce((sum, index) => sum + (count.get(classes[index]!) ?? 0), 0),
    );
    const fold = burden.indexOf(Math.min(...burden));
    for (const index of own) {
      result[index] = fold;
      const label = classes[index]!;
      counts[fold]!.set(label, (counts[fold]!.get(label) ?? 0) + 1);
    }
  }
  return result;
}
