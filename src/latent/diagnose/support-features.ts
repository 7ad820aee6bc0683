import type { LatentImage } from "../latent-image.ts";
import { type Column, columnFeatureNames, columnFeatures } from "./columns.ts";

export interface FeatureLayout {
  readonly latentSize: number;
  readonly scores: readonly string[];
  readonly columns: readonly Column[];
}

export type SupportedImage = Pick<LatentImage, "mean" | "scores" | "columns">;

/** [features]: the latent means, the scores, what the table says. */
export function supportFeatures(image: SupportedImage, { scores, columns }: FeatureLayout): number[] {
  return [
    ...image.mean,
    ...scores.map((name) => image.scores[name] ?? 0),
    ...columnFeatures(columns, image.columns),
  ];
}

/** In words, in the same order. */
export function supportFeatureNames({ latentSize, scores, columns }: FeatureLayout): string[] {
  return [
    ...Array.from({ length: latentSize }, (_, index) => `latent dimension ${index + 1}`),
    ...scores.map((name) => `${name} score`),
    ...columnFeatureNames(columns),
  ];
}
