import { classPValue, conformalSet } from "../classify/conformal-sets.ts";
import { applyTransformation } from "../classify/features.ts";
import { indexOfHighest } from "../classify/figures.ts";
import { treePath } from "../classify/tree.ts";
import { nearest } from "../distances.ts";
import { type SupportedImage, supportFeatures } from "./support-features.ts";
import type { PastCase, Support } from "./support-file.ts";

export interface ClassAccount {
  readonly name: string;
  /** 0..1: of the tree, of the machine, and their mean. */
  readonly tree: number;
  readonly svm: number;
  readonly ensemble: number;
  /** How unusual the image would be among the calibration images of this class. */
  readonly pValue: number;
}

export interface Contribution {
  /** In words. */
  readonly feature: string;
  readonly value: number;
  /** Of the images that were fitted on. */
  readonly mean: number;
  /** By how much the favoured class' log-odds fall when this feature is set to its mean, nats. */
  readonly change: number;
}

export interface PathStep {
  readonly feature: string;
  readonly value: number;
  readonly threshold: number;
  readonly isBelow: boolean;
}

export interface SimilarCase extends Omit<PastCase, "mean"> {
  /** In standard deviations of the latent means. */
  readonly distance: number;
}

/** What speaks for what in one image, in plain data. */
export interface Account {
  readonly notice: "Not for diagnostic use";
  readonly classes: readonly ClassAccount[];
  /** Names of the classes that cannot be excluded at the error rate. */
  readonly set: readonly string[];
  readonly errorRate: number;
  /** The class with the highest probability. */
  readonly favoured: string;
  /** Those that change most, largest first. */
  readonly contributions: readonly Contribution[];
  readonly path: readonly PathStep[];
  /** Nearest first. */
  readonly similar: readonly SimilarCase[];
  /** Whether the image is one of those that were fitted on: then all of this is too favourable. */
  readonly wasFittedOn: boolean;
}

const mostContributions = 8;
const mostSimilar = 5;

export interface AccountedImage extends SupportedImage {
  /** As in its data set: an image is no past case of its own. */
  readonly name: string;
}

export interface AccountOptions {
  /** How often the set may leave out the true class; by default what the support was fitted for. */
  readonly errorRate?: number;
}

/** @param image of the same model. @throws RangeError when its code has another length */
export function accountOf(
  image: AccountedImage,
  support: Support,
  { errorRate }: AccountOptions = {},
): Account {
  const { transformation, ensemble, classNames, featureNames, cases } = support;
  const latentSize = cases[0]!.mean.length;
  if (image.mean.length !== latentSize) {
    throw new RangeError(`The code has ${image.mean.length} numbers; ${latentSize} are expected.`);
  }
  const raw = supportFeatures(image, { ...support, latentSize });
  const [vector = []] = applyTransformation(transformation, [raw]);
  const probabilities = ensemble.probabilities([vector])[0]!;
  const [ofTree, ofSvm] = [ensemble.tree, ensemble.svm].map((part) => part.probabilities([vector])[0]!);
  const rate = errorRate ?? support.errorRate;
  const favoured = indexOfHighest(probabilities);
  const without = ensemble.probabilities(vector.map((_, index) => vector.with(index, 0)));
  const { means, deviations } = transformation;
  return {
    notice: "Not for diagnostic use",
    classes: classNames.map((name, label) => ({
      name,
      tree: ofTree![label]!,
      svm: ofSvm![label]!,
      ensemble: probabilities[label]!,
      pValue: classPValue(1 - probabilities[label]!, support.nonconformity[label]!),
    })),
    set: conformalSet(probabilities, support.nonconformity, rate).map((label) => classNames[label]!),
    errorRate: rate,
    favoured: classNames[favoured]!,
    contributions: featureNames
      .map((feature, index) => ({
        feature,
        value: raw[index]!,
        mean: means[index]!,
        change: logOdds(probabilities[favoured]!) - logOdds(without[index]![favoured]!),
      }))
      .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
      .slice(0, mostContributions),
    path: treePath(ensemble.tree.root, vector).steps.map(({ feature, below, isBelow }) => ({
      feature: featureNames[feature]!,
      value: raw[feature]!,
      threshold: below * deviations[feature]! + means[feature]!,
      isBelow,
    })),
    similar: similarCases(image, support, latentSize),
    wasFittedOn: cases.some(({ name }) => name === image.name),
  };
}

/** Probabilities at either end are only as certain as there are images. */
function logOdds(probability: number): number {
  const inside = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(inside / (1 - inside));
}

/** By the distance of the latent means, each dimension in its own standard deviations. */
function similarCases(
  { mean, name }: AccountedImage,
  { transformation, cases: all }: Support,
  size: number,
): SimilarCase[] {
  const cases = all.filter((each) => each.name !== name);
  const scale = {
    means: transformation.means.slice(0, size),
    deviations: transformation.deviations.slice(0, size),
  };
  const [own = []] = applyTransformation(scale, [mean]);
  const others = applyTransformation(
    scale,
    cases.map((each) => each.mean),
  );
  return nearest(others, own, mostSimilar).map(({ index, distance }) => {
    const { mean: _, ...about } = cases[index]!;
    return { ...about, distance };
  });
}
