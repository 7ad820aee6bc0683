import { bootstrap, type Figure } from "../../evaluation/bootstrap.ts";

export interface CoverageFigures {
  /** That was asked for. */
  readonly errorRate: number;
  /** Share of the sets that hold the true class; 1 - errorRate or more is promised. */
  readonly coverage: Figure;
  /** By class, in their order. */
  readonly classes: readonly { readonly name: string; readonly coverage: Figure }[];
  /** Mean number of classes in a set. */
  readonly setSize: Figure;
  /** Share of the sets with exactly one class: where the method commits itself. */
  readonly singletons: Figure;
  /** Share of the sets with none: images like no class. */
  readonly empty: Figure;
}

export interface CoveredSets {
  /** By image: the classes in its set. */
  readonly sets: readonly (readonly number[])[];
  readonly classes: readonly number[];
  readonly patients: readonly string[];
  readonly classNames: readonly string[];
}

/** How often sets hold the truth and how much they commit themselves, with intervals from resampling patients. */
export function coverageFigures(
  { sets, classes, patients, classNames }: CoveredSets,
  errorRate: number,
  seed: number,
): CoverageFigures {
  const names = [...new Set(patients)];
  const owners = patients.map((patient) => names.indexOf(patient));
  const share = (value: (index: number) => number, counts: (index: number) => boolean = () => true): Figure =>
    bootstrap(
      names.length,
      (weights) => {
        let [sum, total] = [0, 0];
        for (const [index, owner] of owners.entries()) {
          if (!counts(index)) continue;
          sum += weights[owner]! * value(index);
          total += weights[owner]!;
        }
        return { share: sum / total };
      },
      { seed },
    ).share;
  const holdsTruth = (index: number) => Number(sets[index]!.includes(classes[index]!));
  return {
    errorRate,
    coverage: share(holdsTruth),
    classes: classNames.map((name, label) => ({
      name,
      coverage: share(holdsTruth, (index) => classes[index] === label),
    })),
    setSize: share((index) => sets[index]!.length),
    singletons: share((index) => Number(sets[index]!.length === 1)),
    empty: share((index) => Number(sets[index]!.length === 0)),
  };
}
