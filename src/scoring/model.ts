import type { z } from "zod";
import { formatError } from "../vae/bundle.ts";
import type { BundleSource } from "../vae/bundle-source.ts";
import { type Bundle, loadBundle } from "../vae/load-bundle.ts";
import { type Calibration, calibrationSchema } from "./calibration.ts";
import { type Scoring, scoringSchema } from "./maps.ts";
import type { ModelIdentity } from "./result.ts";

/** A verified bundle, ready to score with. */
export interface Model {
  readonly bundle: Bundle;
  readonly scoring: Scoring;
  readonly calibration: Calibration;
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
  const scoring = parse(scoringSchema, description.scoring, "bundle.json: scoring");
  const calibration = parseCalibration(bundle.calibration, description.calibration);
  return {
    bundle,
    scoring,
    calibration,
    identity: { id: description.id, version: description.version, sha256: bundle.sha256 },
    dispose: () => bundle.dispose(),
  };
}

/** @param file the name that the error's message gives. @throws ModelFormatError */
export function parseCalibration(json: unknown, file = "calibration.json"): Calibration {
  const calibration = parse(calibrationSchema, json, file);
  for (const [name, map] of Object.entries(calibration.maps)) {
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
    requireAscending(values, `${file}: scores.${name}`);
  }
  return calibration;
}

function requireAscending(values: readonly number[], field: string): void {
  if (values.some((value, index) => index > 0 && value < values[index - 1]!)) {
    throw formatError(field, "the numbers must ascend");
  }
}

function parse<T extends z.ZodType>(schema: T, json: unknown, where: string): z.infer<T> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const path = issue.path.join(".");
  throw formatError(
    path ? `${where}${where.endsWith(".json") ? ": " : "."}${path}` : where,
    issue.message,
    result.error,
  );
}
