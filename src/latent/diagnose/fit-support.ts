import type { ModelIdentity } from "../../scoring/result.ts";
import { classesOf } from "../classify/class-names.ts";
import { nonconformityOf, rotateSets } from "../classify/conformal-sets.ts";
import { crossValidate, fitPipeline } from "../classify/cross-validate.ts";
import { ensemble } from "../classify/ensemble.ts";
import { fitStandardisation } from "../classify/features.ts";
import { type ClassificationFigures, classificationFigures } from "../classify/figures.ts";
import { divideIntoFolds } from "../classify/folds.ts";
import { svm } from "../classify/svm.ts";
import { tree } from "../classify/tree.ts";
import type { LatentImage } from "../latent-image.ts";
import { describeColumns } from "./columns.ts";
import { type CoverageFigures, coverageFigures } from "./coverage.ts";
import { supportFeatureNames, supportFeatures } from "./support-features.ts";
import type { SupportFile } from "./support-file.ts";

export const supportParts = ["tree", "svm", "ensemble"] as const;
export type SupportPart = (typeof supportParts)[number];

export interface FitSupportOptions {
  /** Of the index or table: numbers or categories that are features too. */
  readonly columns?: readonly string[];
  /** The column that says what became of a patient; shown with past cases, never a feature. Default "outcome". */
  readonly outcome?: string;
  /** How often a set may leave out the true class. Default 0.1. */
  readonly errorRate?: number;
  /** Default 5. */
  readonly folds?: number;
  /** Default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SupportFigures {
  readonly notice: "Not for diagnostic use";
  readonly model: ModelIdentity;
  readonly classNames: readonly string[];
  readonly featureNames: readonly string[];
  readonly folds: number;
  readonly seed: number;
  /** Of images that the classifier had not seen, by part. */
  readonly parts: Readonly<Record<SupportPart, ClassificationFigures>>;
  /** At 5, 10 and 20 %, and at the rate that was asked for. */
  readonly coverage: readonly CoverageFigures[];
}

export interface FittedSupport {
  readonly figures: SupportFigures;
  readonly file: SupportFile;
}

/**
 * Fits a tree and a support-vector machine on latent means, scores and a table's columns, cross-validated by patient, and
 * calibrates sets of classes that hold the truth at a chosen rate.
 *
 * @throws DataError when a class has too few images or a column is not usable; the signal's reason when aborted
 */
export async function fitSupport(
  images: readonly LatentImage[],
  model: ModelIdentity,
  options: FitSupportOptions = {},
): Promise<FittedSupport> {
  const {
    folds: foldCount = 5,
    seed = 1,
    errorRate = 0.1,
    outcome = "outcome",
    signal,
    onProgress,
  } = options;
  const patients = images.map(({ patient }) => patient);
  const { classNames, classes } = classesOf(
    images.map(({ label }) => label),
    patients,
    foldCount,
  );
  const layout = {
    latentSize: images[0]!.mean.length,
    scores: Object.keys(images[0]!.scores),
    columns: describeColumns(
      options.columns ?? [],
      images.map(({ columns }) => columns),
    ),
  };
  const labelled = { vectors: images.map((image) => supportFeatures(image, layout)), classes };
  const folds = divideIntoFolds({ classes, patients }, foldCount, seed);
  const shared = {
    fitTransformation: fitStandardisation,
    classCount: classNames.length,
    seed,
    ...(signal ? { signal } : {}),
  };
  const rates = [...new Set([0.05, 0.1, 0.2, errorRate])].sort((a, b) => a - b);
  const total = supportParts.length + rates.length;
  let done = 0;
  const outOfFold = {} as Record<SupportPart, number[][]>;
  for (const part of supportParts) {
    outOfFold[part] = await crossValidate(labelled, folds, {
      ...shared,
      classifier: { tree, svm, ensemble }[part],
    });
    onProgress?.(++done, total);
  }
  const coverage: CoverageFigures[] = [];
  for (const rate of rates) {
    const sets = await rotateSets(labelled, folds, { ...shared, classifier: ensemble, errorRate: rate });
    coverage.push(coverageFigures({ sets, classes, patients, classNames }, rate, seed));
    onProgress?.(++done, total);
  }
  const figuresOf = (part: SupportPart) =>
    classificationFigures({ probabilities: outOfFold[part], classes, patients, classNames }, seed);
  const featureNames = supportFeatureNames(layout);
  const { transformation, fitted } = fitPipeline(labelled, { ...shared, classifier: ensemble });
  return {
    figures: {
      notice: "Not for diagnostic use",
      model,
      classNames,
      featureNames,
      folds: foldCount,
      seed,
      parts: { tree: figuresOf("tree"), svm: figuresOf("svm"), ensemble: figuresOf("ensemble") },
      coverage,
    },
    file: {
      schema: "residua-support/1",
      notice: "Not for diagnostic use",
      model: { ...model },
      classNames: [...classNames],
      scores: layout.scores,
      columns: layout.columns,
      featureNames,
      transformation,
      ensemble: fitted.toJSON(),
      // By classifiers that had not seen the image: those of the fitted one on its own images would promise too much.
      nonconformity: nonconformityOf(outOfFold.ensemble, classes, classNames.length).map((row) => [...row]),
      errorRate,
      cases: images.map((image) => ({
        name: image.name,
        label: image.label,
        ...(image.columns[outcome] ? { outcome: image.columns[outcome] } : {}),
        mean: [...image.mean],
      })),
    },
  };
}
