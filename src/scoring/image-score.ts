import { ModelFormatError } from "../errors/index.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { mahalanobis } from "./mahalanobis.ts";
import type { ScoreTerm, Scoring } from "./maps.ts";
import type { Reference } from "./reference.ts";
import { residualPattern } from "./residual-pattern.ts";
import { textureDifference } from "./texture.ts";
import { topMean } from "./top-mean.ts";
import { windowMean } from "./window-mean.ts";

export interface ScoredImage {
  readonly input: ModelInput;
  /** The anomaly map, [height, width]. */
  readonly map: Float32Array;
  /** |x - x̂|, [height, width]. */
  readonly residual: Float32Array;
  /** Decoder's mean, [height, width]. */
  readonly reconstruction: Float32Array;
  /** [latent] */
  readonly latentMean: Float32Array;
}

/** So that the logarithm of an image without any residual is a number. */
const smallest = 1e-12;

/**
 * The image's anomaly score as its bundle names it.
 *
 * @param reference must fit the scoring (see `requireReference`)
 */
export function imageScore(
  image: ScoredImage,
  scoring: Scoring["image"],
  reference: Reference | undefined,
): number {
  switch (scoring.kind) {
    case "topMean":
      return topMean(image.map, image.input, scoring);
    case "windowMean":
      return windowMean(image.map, image.input.width, scoring);
    case "sum":
      return scoring.terms.reduce((sum, term, index) => {
        const { mean, sd } = reference!.terms![index]!;
        return sum + ((term.weight ?? 1) * (termValue(term, rawTerm(image, term, reference!)) - mean)) / sd;
      }, 0);
  }
}

/** A term's own number before it is standardised. */
export function termValue({ log }: ScoreTerm, value: number): number {
  return log ? Math.log(Math.max(value, smallest)) : value;
}

type DirectTerm = Extract<ScoreTerm, { score: "topMean" | "windowMean" | "smoothness" }>;
type TextureTerm = Extract<ScoreTerm, { score: "textureDistance" }>;
type PatternTerm = Extract<ScoreTerm, { score: "residualDistance" }>;

/**
 * A term that needs no reference data.
 *
 * @throws ModelFormatError when the preprocessing has not measured what the term names
 */
export function directTerm({ map, input }: ScoredImage, term: DirectTerm): number {
  switch (term.score) {
    case "topMean":
      return topMean(map, input, term);
    case "windowMean":
      return windowMean(map, input.width, term);
    case "smoothness":
      return requireSmoothness(input);
  }
}

export function imageTexture({ input, reconstruction }: ScoredImage, term: TextureTerm): Float64Array {
  return textureDifference(input.pixels, reconstruction, input.height, input.width, term);
}

export function imagePattern({ input, residual }: ScoredImage, term: PatternTerm): Float64Array {
  return residualPattern(residual, input.width, term);
}

function rawTerm(image: ScoredImage, term: ScoreTerm, reference: Reference): number {
  switch (term.score) {
    case "textureDistance":
      return mahalanobis(reference.texture!, imageTexture(image, term));
    case "residualDistance":
      return mahalanobis(reference.residual!, imagePattern(image, term));
    case "latentDistance":
      return mahalanobis(reference.latent!, image.latentMean);
    default:
      return directTerm(image, term);
  }
}

function requireSmoothness({ statistics: { smoothness } }: ModelInput): number {
  if (smoothness !== undefined) return smoothness;
  throw new ModelFormatError(
    'The model\'s score counts smoothness, but its preprocessing never measures it. Ask whoever made the model to add "measureSmoothness".',
  );
}
