import type { ModelIdentity } from "../../scoring/result.ts";
import type { Vectors } from "../distances.ts";
import type { LatentImage } from "../latent-image.ts";
import { classesOf } from "./class-names.ts";
import type { ClassifierName } from "./classifier.ts";
import { type ClassifierFile, classifierFile } from "./classifier-file.ts";
import { classifiers } from "./classifiers.ts";
import { crossValidate, fitPipeline } from "./cross-validate.ts";
import { fitComponents } from "./features.ts";
import { type ClassificationFigures, classificationFigures } from "./figures.ts";
import { divideIntoFolds } from "./folds.ts";

/** What a classifier is given to see. */
export const featureNames = ["latent", "intensity"] as const;
export type FeatureName = (typeof featureNames)[number];

export const comparedClassifiers = ["logistic", "neighbours", "forest"] as const satisfies ClassifierName[];
export type ComparedClassifier = (typeof comparedClassifiers)[number];

export interface ClassifyOptions {
  /** Default 5. */
  readonly folds?: number;
  /** Of folds, forests and intervals. Default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ClassifierResult {
  readonly classifier: ComparedClassifier;
  readonly features: FeatureName;
  readonly figures: ClassificationFigures;
}

export interface Classification {
  readonly notice: "Not for diagnostic use";
  readonly model: ModelIdentity;
  readonly classNames: readonly string[];
  readonly folds: number;
  readonly seed: number;
  /** The features of the network, then the baseline that knows intensities alone. */
  readonly results: readonly ClassifierResult[];
  /** Fitted on all images; how well each does is what `results` say of it. */
  readonly files: Readonly<Record<ComparedClassifier, ClassifierFile>>;
}

/**
 * Classifies images by where they lie in the latent space, cross-validated by patient, and by their intensities alone
 * beside it: a latent space that does no better than that has learnt nothing of use.
 *
 * @throws DataError when a class has too few images; the signal's reason when aborted
 */
export async function classifyImages(
  images: readonly LatentImage[],
  model: ModelIdentity,
  { folds: foldCount = 5, seed = 1, signal, onProgress }: ClassifyOptions = {},
): Promise<Classification> {
  const patients = images.map(({ patient }) => patient);
  const { classNames, classes } = classesOf(
    images.map(({ label }) => label),
    patients,
    foldCount,
  );
  const folds = divideIntoFolds({ classes, patients }, foldCount, seed);
  const vectors: Readonly<Record<FeatureName, Vectors>> = {
    latent: images.map(({ mean }) => mean),
    intensity: images.map(({ intensity }) => intensity),
  };
  const shared = { fitTransformation: fitComponents, classCount: classNames.length, seed };
  const runs = featureNames.flatMap((features) =>
    comparedClassifiers.map((classifier) => ({ features, classifier })),
  );
  const results: ClassifierResult[] = [];
  for (const { features, classifier } of runs) {
    onProgress?.(results.length, runs.length);
    const probabilities = await crossValidate({ vectors: vectors[features], classes }, folds, {
      ...shared,
      classifier: classifiers[classifier],
      ...(signal ? { signal } : {}),
    });
    const figures = classificationFigures({ probabilities, classes, patients, classNames }, seed);
    results.push({ classifier, features, figures });
  }
  const fitted = (name: ComparedClassifier): ClassifierFile =>
    classifierFile({
      model,
      classNames,
      classifier: name,
      pipeline: fitPipeline(
        { vectors: vectors.latent, classes },
        { ...shared, classifier: classifiers[name] },
      ),
      images: images.length,
    });
  const files = { logistic: fitted("logistic"), neighbours: fitted("neighbours"), forest: fitted("forest") };
  onProgress?.(runs.length, runs.length);
  return { notice: "Not for diagnostic use", model, classNames, folds: foldCount, seed, results, files };
}
