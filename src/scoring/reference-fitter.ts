import { DataError } from "../errors/index.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import type { Vae } from "../vae/vae.ts";
import { fitGaussian, rounded } from "./fit-gaussian.ts";
import { directTerm, imagePattern, imageTexture, termValue } from "./image-score.ts";
import { type InputReference, layoutGrid } from "./input-distances.ts";
import { histogramOf, layoutOf, outlineOf } from "./input-features.ts";
import { type Gaussian, mahalanobis, triangleLength } from "./mahalanobis.ts";
import type { ScoreTerm, Scoring } from "./maps.ts";
import type { RawScores } from "./raw-scores.ts";
import type { Reference } from "./reference.ts";
import { scoreInputs } from "./score-input.ts";

/** More images than this make the estimates no better. */
export const maximumReferenceImages = 700;
/** Numbers in the precision of the latent means; beyond it the file outweighs what the score tells. */
const maximumLatentPrecision = triangleLength(128);

/** At most `count` of the items, evenly spaced, the first among them: the same ones every time. */
export function spread<T>(items: readonly T[], count = maximumReferenceImages): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]!);
}

/**
 * The scoring without what needs reference data: a `sum` gives way to its first term that is made of the anomaly map.
 * For fitting the data themselves, and for baselines, which have none.
 */
export function withoutReference(scoring: Scoring): Scoring {
  if (scoring.image.kind !== "sum") return scoring;
  const term = scoring.image.terms.find(({ score }) => score === "topMean" || score === "windowMean");
  switch (term?.score) {
    case "topMean": {
      const { fraction, minimumDepth, asymmetry } = term;
      const side = asymmetry === undefined ? {} : { asymmetry };
      return { ...scoring, image: { kind: "topMean", fraction, minimumDepth, ...side } };
    }
    case "windowMean": {
      const { top, bottom, left, right } = term;
      return { ...scoring, image: { kind: "windowMean", top, bottom, left, right } };
    }
    default:
      return { ...scoring, image: { kind: "topMean", fraction: 1, minimumDepth: 0 } };
  }
}

/** Gathers healthy training images one at a time; keeps a few hundred numbers of each. */
export class ReferenceFitter {
  readonly #terms: readonly ScoreTerm[];
  readonly #latent: Float32Array[] = [];
  readonly #textures: Float64Array[] = [];
  readonly #patterns: Float64Array[] = [];
  readonly #layouts: Float64Array[] = [];
  readonly #histograms: Float64Array[] = [];
  readonly #outlines: Float64Array[] = [];
  /** By term; empty for those that are distances. */
  readonly #values: readonly number[][];

  constructor({ image }: Scoring) {
    this.#terms = image.kind === "sum" ? image.terms : [];
    this.#values = this.#terms.map(() => []);
  }

  /** @param raw what `scoreInputs` says of the input with the scoring, or with `withoutReference` of it */
  add(input: ModelInput, raw: RawScores): void {
    this.#latent.push(raw.latentMean);
    this.#layouts.push(layoutOf(input, layoutGrid));
    this.#histograms.push(histogramOf(input));
    this.#outlines.push(outlineOf(input));
    const { reconstruction, latentMean } = raw;
    const { anomaly: map, residual } = raw.maps;
    const image = { input, map, residual, reconstruction, latentMean };
    this.#terms.forEach((term, index) => {
      if (term.score === "textureDistance") this.#textures.push(imageTexture(image, term));
      else if (term.score === "residualDistance") this.#patterns.push(imagePattern(image, term));
      else if (term.score !== "latentDistance") this.#values[index]!.push(directTerm(image, term));
    });
  }

  /** @throws DataError when the images are too few or all alike */
  finish(): Reference {
    const images = this.#latent.length;
    const latentSize = this.#latent[0]?.length ?? 0;
    const fits = triangleLength(latentSize) <= maximumLatentPrecision;
    const latent = fits ? tryFit(this.#latent) : undefined;
    const input = this.#input();
    const texture = this.#textures.length > 0 ? requireFit(this.#textures) : undefined;
    const residual = this.#patterns.length > 0 ? requireFit(this.#patterns) : undefined;
    const terms = this.#terms.map((term, index) => {
      const values = {
        textureDistance: () => this.#textures.map((vector) => mahalanobis(texture!, vector)),
        residualDistance: () => this.#patterns.map((vector) => mahalanobis(residual!, vector)),
        latentDistance: () =>
          this.#latent.map((vector) => mahalanobis(latent ?? requireFit(this.#latent), vector)),
        topMean: () => this.#values[index]!,
        windowMean: () => this.#values[index]!,
        smoothness: () => this.#values[index]!,
      }[term.score]();
      return moments(values.map((value) => termValue(term, value)));
    });
    return {
      images,
      ...(latent ? { latent } : {}),
      ...(texture ? { texture } : {}),
      ...(residual ? { residual } : {}),
      ...(input ? { input } : {}),
      ...(terms.length > 0 ? { terms } : {}),
    };
  }

  #input(): InputReference | undefined {
    const layout = tryFit(this.#layouts);
    const histogram = tryFit(this.#histograms);
    // Where most images are foreground all over, the few others would count as monstrous.
    const full = this.#outlines.filter(([share]) => share === 1).length;
    const outline = 2 * full > this.#outlines.length ? undefined : tryFit(this.#outlines);
    return layout && histogram && { grid: layoutGrid, layout, histogram, ...(outline ? { outline } : {}) };
  }
}

export interface FitReferenceOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

/**
 * Reference data from healthy training images (see `spread` for a choice among many).
 *
 * @throws DataError when they are too few or all alike, ModelFormatError from scoring, the signal's reason when aborted
 */
export async function fitReference(
  inputs: readonly ModelInput[],
  vae: Vae,
  scoring: Scoring,
  { signal, onProgress }: FitReferenceOptions = {},
): Promise<Reference> {
  const fitter = new ReferenceFitter(scoring);
  const own = withoutReference(scoring);
  const batchSize = 8;
  for (let start = 0; start < inputs.length; start += batchSize) {
    const batch = inputs.slice(start, start + batchSize);
    const raw = await scoreInputs(batch, vae, own, { batchSize, ...(signal ? { signal } : {}) });
    raw.forEach((result, index) => {
      fitter.add(batch[index]!, result);
    });
    onProgress?.(start + batch.length);
  }
  return fitter.finish();
}

/** What is the same for every image has no distances; the bundle is then without them. */
function tryFit(samples: readonly ArrayLike<number>[]): Gaussian | undefined {
  try {
    return fitGaussian(samples);
  } catch {
    return undefined;
  }
}

function requireFit(samples: readonly ArrayLike<number>[]): Gaussian {
  try {
    return fitGaussian(samples);
  } catch (cause) {
    throw tooAlike(cause);
  }
}

function moments(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const sd = rounded(Math.sqrt(variance));
  if (!(sd > 0)) throw tooAlike(undefined);
  return { mean: rounded(mean), sd };
}

function tooAlike(cause: unknown): DataError {
  return new DataError(
    "The healthy training images are too few or too much alike to say what is usual. Train on more images.",
    { cause },
  );
}
