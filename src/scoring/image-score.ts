import type { ModelInput } from "../imaging/model-input.ts";
import { mahalanobis } from "./mahalanobis.ts";
import type { ScoreTerm, Scoring } from "./maps.ts";
import type { Reference } from "./reference.ts";
import { textureDifference } from "./texture.ts";
import { topMean } from "./top-mean.ts";
import { windowMean } from "./window-mean.ts";

export interface ScoredImage {
  readonly input: ModelInput;
  /** The anomaly map, [height, width]. */
  readonly map: Float32Array;
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

type MapTerm = Extract<ScoreTerm, { score: "topMean" | "windowMean" }>;
type TextureTerm = Extract<ScoreTerm, { score: "textureDistance" }>;

export function mapTerm({ map, input }: ScoredImage, term: MapTerm): number {
  return term.score === "topMean" ? topMean(map, input, term) : windowMean(map, input.width, term);
}

export function imageTexture({ input, reconstruction }: ScoredImage, term: TextureTerm): Float64Array {
  return textureDifference(input.pixels, reconstruction, input.height, input.width, term);
}

function rawTerm(image: ScoredImage, term: ScoreTerm, reference: Reference): number {
  switch (term.score) {
    case "textureDistance":
      return mahalanobis(reference.texture!, imageTexture(image, term));
    case "latentDistance":
      return mahalanobis(reference.latent!, image.latentMean);
    default:
      return mapTerm(image, term);
  }
}
