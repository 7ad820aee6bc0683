import type { Vectors } from "../distances.ts";
import type { Classifier, Fitted } from "./classifier.ts";
import { applyTransformation, type Transformation } from "./features.ts";

export interface FitOptions {
  readonly classifier: Classifier;
  /** Fitted on the training images alone, so that nothing of the tested ones leaks. */
  readonly fitTransformation: (vectors: Vectors) => Transformation;
  readonly classCount: number;
  readonly seed: number;
}

/** Images with their features and classes. */
export interface Labelled {
  /** [count][features] */
  readonly vectors: Vectors;
  /** By image, from 0. */
  readonly classes: readonly number[];
}

/** A classifier with what its features went through. */
export interface FittedPipeline {
  readonly transformation: Transformation;
  readonly fitted: Fitted;
  /** @returns [count][classes] */
  probabilities(vectors: Vectors): number[][];
}

export function pipeline(transformation: Transformation, fitted: Fitted): FittedPipeline {
  return {
    transformation,
    fitted,
    probabilities: (vectors) => fitted.probabilities(applyTransformation(transformation, vectors)),
  };
}

export function fitPipeline(
  { vectors, classes }: Labelled,
  { classifier, fitTransformation, classCount, seed }: FitOptions,
): FittedPipeline {
  const transformation = fitTransformation(vectors);
  const features = applyTransformation(transformation, vectors);
  return pipeline(transformation, classifier.fit({ vectors: features, classes, classCount, seed }));
}

export interface CrossValidateOptions extends FitOptions {
  readonly signal?: AbortSignal;
}

/**
 * Probabilities for each image by a classifier that has seen no image of its fold.
 *
 * @param folds by image
 * @returns [count][classes]
 * @throws The signal's reason when aborted
 */
export async function crossValidate(
  images: Labelled,
  folds: readonly number[],
  { signal, ...options }: CrossValidateOptions,
): Promise<number[][]> {
  const result: number[][] = folds.map(() => []);
  for (const tested of foldNames(folds)) {
    // Fitting is synchronous: an interrupt gets its turn between two folds.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const fitted = fitPipeline(
      chosen(images, (index) => folds[index] !== tested),
      options,
    );
    const asked = indicesWhere(folds.length, (index) => folds[index] === tested);
    const rows = fitted.probabilities(asked.map((index) => images.vectors[index]!));
    for (const [place, index] of asked.entries()) result[index] = rows[place]!;
  }
  return result;
}

export function foldNames(folds: readonly number[]): number[] {
  return [...new Set(folds)].sort((a, b) => a - b);
}

export function indicesWhere(count: number, passes: (index: number) => boolean): number[] {
  return Array.from({ length: count }, (_, index) => index).filter(passes);
}

export function chosen({ vectors, classes }: Labelled, passes: (index: number) => boolean): Labelled {
  const indices = indicesWhere(classes.length, passes);
  return {
    vectors: indices.map((index) => vectors[index]!),
    classes: indices.map((index) => classes[index]!),
  };
}
