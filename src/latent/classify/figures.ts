import { bootstrap, type Figure } from "../../evaluation/bootstrap.ts";
import { imageMetrics, rocCurve } from "../../evaluation/metrics.ts";
import { rank } from "../../evaluation/ranking.ts";

/** Predictions with the truth, and whose the images are. */
export interface Predictions {
  /** [count][classes] */
  readonly probabilities: readonly (readonly number[])[];
  readonly classes: readonly number[];
  readonly patients: readonly string[];
  readonly classNames: readonly string[];
}

export interface ReliabilityBin {
  /** Mean probability that was given, 0..1. */
  readonly given: number;
  /** How often it was right, 0..1. */
  readonly observed: number;
  readonly images: number;
}

export interface ClassFigures {
  readonly name: string;
  readonly auroc: Figure;
  /** [false-positive rate, sensitivity] */
  readonly roc: readonly (readonly [number, number])[];
  /** Ten equal ranges of the probability; empty ones are left out. */
  readonly reliability: readonly ReliabilityBin[];
}

export interface ClassificationFigures {
  readonly images: number;
  readonly patients: number;
  readonly accuracy: Figure;
  /** Mean over the classes of the share that was recognised. */
  readonly balancedAccuracy: Figure;
  /** Mean over the images of the squared difference between the probabilities and the truth, summed over the classes. */
  readonly brier: Figure;
  /** Expected calibration error: mean difference between the probability of the chosen class and how often it was right. */
  readonly calibrationError: Figure;
  /** By class, that class against the rest; with two classes of the second alone. */
  readonly classes: readonly ClassFigures[];
  /** [true class][chosen class], images. */
  readonly confusion: readonly (readonly number[])[];
}

const bins = 10;

/** Every figure of a classification, with intervals from resampling patients. */
export function classificationFigures(predictions: Predictions, seed: number): ClassificationFigures {
  const { probabilities, classes, patients, classNames } = predictions;
  const chosen = probabilities.map(indexOfHighest);
  const names = [...new Set(patients)];
  const owners = patients.map((patient) => names.indexOf(patient));
  const overall = bootstrap(
    names.length,
    (weights) => overallFigures(predictions, chosen, (image) => weights[owners[image]!]!),
    { seed },
  );
  const shown = classNames.map((_, label) => label).slice(classNames.length === 2 ? 1 : 0);
  return {
    images: classes.length,
    patients: names.length,
    ...overall,
    classes: shown.map((label) => {
      const ranking = rank(
        probabilities.map((row) => row[label]!),
        classes.map((own) => own === label),
      );
      const { auroc } = bootstrap(
        names.length,
        (weights) => ({
          auroc: imageMetrics(
            ranking,
            owners.map((owner) => weights[owner]!),
          ).auroc,
        }),
        { seed },
      );
      return {
        name: classNames[label]!,
        auroc,
        roc: rocCurve(ranking),
        reliability: reliability(
          probabilities.map((row) => row[label]!),
          classes.map((own) => own === label),
        ),
      };
    }),
    confusion: classNames.map((_, truth) =>
      classNames.map(
        (__, choice) => classes.filter((own, index) => own === truth && chosen[index] === choice).length,
      ),
    ),
  };
}

function overallFigures(
  { probabilities, classes, classNames }: Predictions,
  chosen: readonly number[],
  weightOf: (image: number) => number,
) {
  let [total, right, squares] = [0, 0, 0];
  const ofClass = classNames.map(() => ({ total: 0, right: 0 }));
  const calibration = Array.from({ length: bins }, () => ({ weight: 0, given: 0, right: 0 }));
  for (const [index, truth] of classes.entries()) {
    const weight = weightOf(index);
    const row = probabilities[index]!;
    const hit = chosen[index] === truth ? weight : 0;
    const given = row[chosen[index]!]!;
    total += weight;
    right += hit;
    ofClass[truth]!.total += weight;
    ofClass[truth]!.right += hit;
    squares += weight * row.reduce((sum, value, label) => sum + (value - (label === truth ? 1 : 0)) ** 2, 0);
    const bin = calibration[binOf(given)]!;
    bin.weight += weight;
    bin.given += weight * given;
    bin.right += hit;
  }
  const recalls = ofClass.map((each) => each.right / each.total);
  const misplaced = calibration.reduce((sum, { given, right: hits }) => sum + Math.abs(given - hits), 0);
  return {
    accuracy: right / total,
    balancedAccuracy: recalls.reduce((sum, value) => sum + value, 0) / recalls.length,
    brier: squares / total,
    calibrationError: misplaced / total,
  };
}

function reliability(given: readonly number[], is: readonly boolean[]): ReliabilityBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const own = given.flatMap((value, index) => (binOf(value) === bin ? [{ value, hit: is[index] }] : []));
    const images = own.length;
    return {
      given: own.reduce((sum, { value }) => sum + value, 0) / images,
      observed: own.filter(({ hit }) => hit).length / images,
      images,
    };
  }).filter(({ images }) => images > 0);
}

function binOf(probability: number): number {
  return Math.min(bins - 1, Math.floor(probability * bins));
}

export function indexOfHighest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
