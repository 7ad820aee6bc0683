import { formatError } from "../vae/bundle.ts";
import type { BundleSource } from "../vae/bundle-source.ts";
import { type Bundle, loadBundle } from "../vae/load-bundle.ts";
import { type Calibration, calibrationSchema } from "./calibration.ts";
import { type Scoring, scoringSchema } from "./maps.ts";
import { parseWith } from "./parse-with.ts";
import { parseReference, type Reference, requireReference } from "./reference.ts";
import { patternLength } from "./residual-pattern.ts";
import type { ModelIdentity } from "./result.ts";

/** A verified bundle, ready to score with. */
export interface Model {
  readonly bundle: Bundle;
  readonly scoring: Scoring;
  readonly calibration: Calibration;
  /** What healthy training images are like; a bundle without it has no `latent` score. */
  readonly reference?: Reference;
  readonly identity: ModelIdentity;
  dispose(): void;
}

export interface LoadModelOptions {
  /** SHA-256 of bundle.json that the caller trusts, lower-case hex. */
  readonly sha256?: string;
  readonly signal?: AbortSignal;
}

/**
 * Loads a bundle and checks the parts that scoring depends on.
 *
 * @throws ModelIntegrityError when a file differs from its hash, ModelFormatError when a field does not follow the
 *   schema (the message names it), the signal's reason when aborted.
 */
export async function loadModel(source: BundleSource, options: LoadModelOptions = {}): Promise<Model> {
  const bundle = await loadBundle(source, options);
  try {
    return createModel(bundle);
  } catch (error) {
    bundle.dispose();
    throw error;
  }
}

/** The model of a bundle that is already loaded, which it then owns. @throws ModelFormatError */
export function createModel(bundle: Bundle): Model {
  const { description } = bundle;
  return {
    bundle,
    ...scoringParts(bundle),
    identity: { id: description.id, version: description.version, sha256: bundle.sha256 },
    dispose: () => bundle.dispose(),
  };
}

/** What the parts of a bundle that scoring depends on are read from; the networks are not needed. */
type ScoringSource = Pick<Bundle, "description" | "calibration" | "reference"> & {
  readonly vae: Pick<Bundle["vae"], "latentSize">;
};

/** Reads and checks what scoring depends on apart from the networks. @throws ModelFormatError that names the field */
export function scoringParts(source: ScoringSource): Pick<Model, "scoring" | "calibration" | "reference"> {
  const { description } = source;
  const scoring = parseWith(scoringSchema, description.scoring, "bundle.json: scoring");
  requireInside(scoring, description.input);
  requireMeasured(scoring, description.preprocessing);
  const reference = bundleReference(source, scoring);
  const calibration = parseCalibration(source.calibration, description.calibration);
  return { scoring, calibration, ...(reference ? { reference } : {}) };
}

/**
 * A bundle's reference data, also of one that is not calibrated yet.
 *
 * @throws ModelFormatError when they are wrong, or the scoring needs them and there are none
 */
export function bundleReference(
  { description, reference, vae }: Pick<ScoringSource, "description" | "reference" | "vae">,
  scoring: Scoring,
): Reference | undefined {
  if (description.reference === undefined) {
    requireReference(scoring, undefined);
    return undefined;
  }
  const { latentSize } = vae;
  return parseReference(reference, { scoring, latentSize }, description.reference);
}

/** Windows that leave the model's grid would average what is not there. */
function requireInside({ image }: Scoring, { height, width }: Bundle["description"]["input"]): void {
  const windows =
    image.kind === "sum"
      ? image.terms.flatMap((term, index) =>
          term.score === "windowMean" || term.score === "residualDistance"
            ? [{ window: term, field: `image.terms.${index}` }]
            : [],
        )
      : image.kind === "windowMean"
        ? [{ window: image, field: "image" }]
        : [];
  for (const { window, field } of windows) {
    const { top, bottom, left, right } = window;
    const isInside = top < bottom && left < right && bottom <= height && right <= width;
    const holdsCells = !("cell" in window) || patternLength(window) > 0;
    if (isInside && holdsCells) continue;
    throw formatError(`bundle.json: scoring.${field}`, "the window is empty or leaves the input");
  }
}

function requireMeasured({ image }: Scoring, steps: Bundle["description"]["preprocessing"]): void {
  if (image.kind !== "sum" || image.terms.every(({ score }) => score !== "smoothness")) return;
  if (steps.some(({ step }) => step === "measureSmoothness")) return;
  throw formatError(
    "bundle.json: preprocessing",
    'the score\'s term "smoothness" needs the step "measureSmoothness"',
  );
}

/** @param file the name that the error's message gives. @throws ModelFormatError */
export function parseCalibration(json: unknown, file = "calibration.json"): Calibration {
  const calibration = parseWith(calibrationSchema, json, file);
  for (const [name, map] of Object.entries(calibration.maps)) {
    if (!map) continue;
    if (map.probabilities.length !== map.quantiles.length) {
      throw formatError(`${file}: maps.${name}.quantiles`, "as many quantiles as probabilities are expected");
    }
    requireAscending(map.probabilities, `${file}: maps.${name}.probabilities`);
    requireAscending(map.quantiles, `${file}: maps.${name}.quantiles`);
    if (!(map.display.upper > map.display.lower)) {
      throw formatError(`${file}: maps.${name}.display`, "upper must be above lower");
    }
  }
  for (const [name, values] of Object.entries(calibration.scores)) {
    requireAscending(values ?? [], `${file}: scores.${name}`);
  }
  return calibration;
}

function requireAscending(values: readonly number[], field: string): void {
  if (values.some((value, index) => index > 0 && value < values[index - 1]!)) {
    throw formatError(field, "the numbers must ascend");
  }
}
