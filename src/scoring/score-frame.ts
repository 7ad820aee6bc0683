import { NotApplicableError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { prepare } from "../imaging/prepare.ts";
import { assessApplicability, refuseUnprepared } from "./applicability.ts";
import { pValue } from "./conformal.ts";
import { type MapName, type ScoreName, scoreNames } from "./maps.ts";
import type { Model } from "./model.ts";
import type { RawScores } from "./raw-scores.ts";
import { findRegions } from "./regions.ts";
import type { Applicability, ImageResult, ResultApplicability, Score } from "./result.ts";
import { scoreInputs } from "./score-input.ts";

export interface ScoreFrameOptions {
  /** Costly maps that are wanted too; one that the model has no calibration for is left out. */
  readonly maps?: readonly MapName[] | undefined;
  /** Score an image that the model refuses, for research; the result says `overridden`, and why it was refused. */
  readonly override?: boolean | undefined;
  readonly signal?: AbortSignal;
}

/**
 * All that the model says about one image: applicability, preparation, maps, calibrated scores and regions. The
 * browser's worker and the command line both call this. An image that the model is not for gives a result that
 * says so and holds no map, and so does one that cannot be prepared, `override` or not.
 *
 * @throws ModelFormatError when the bundle's parts do not fit together, the signal's reason when aborted.
 */
export async function scoreFrame(
  frame: Frame,
  model: Model,
  { signal, maps = [], override = false }: ScoreFrameOptions = {},
): Promise<ImageResult> {
  signal?.throwIfAborted();
  const { description, vae } = model.bundle;
  const byTags = assessApplicability(frame, undefined, description.applicability);
  if (byTags.outcome === "refused" && !override) return refusedResult(model, byTags);

  let input: ModelInput;
  try {
    input = prepare(frame, description.preprocessing, description.input);
  } catch (error) {
    if (error instanceof NotApplicableError) return refusedResult(model, refuseUnprepared(error));
    throw error;
  }
  const prepared = assessApplicability(frame, input, description.applicability);
  if (prepared.outcome === "refused" && !override) return refusedResult(model, prepared);

  const [raw] = await scoreInputs([input], vae, model.scoring, {
    reference: model.reference,
    maps: maps.filter((name) => model.calibration.maps[name] !== undefined),
    ...(signal ? { signal } : {}),
  });
  const applicability = assessScored(frame, input, raw!, model);
  if (applicability.outcome !== "refused") return toImageResult(frame, input, raw!, model, applicability);
  if (!override) return refusedResult(model, applicability);
  return toImageResult(frame, input, raw!, model, { ...applicability, outcome: "overridden" });
}

/** The last word on whether the model is for an image, once it has been scored. */
export function assessScored(frame: Frame, input: ModelInput, raw: RawScores, model: Model): Applicability {
  const { bundle, calibration } = model;
  const scored = { input: raw.input, calibration: calibration.input };
  return assessApplicability(frame, input, bundle.description.applicability, scored);
}

/** Puts raw maps and scores in relation to the model's calibration. */
export function toImageResult(
  frame: Frame,
  input: ModelInput,
  raw: RawScores,
  model: Model,
  applicability: ResultApplicability,
): ImageResult {
  const { calibration } = model;
  const { height, width, affine } = input;
  const threshold = calibration.threshold.value;
  const scores: Partial<Record<ScoreName, Score>> = {};
  for (const name of scoreNames) {
    const value = raw.scores[name];
    const healthy = calibration.scores[name];
    // A score that older calibrations lack means nothing without healthy ones beside it.
    if (value !== undefined && healthy) scores[name] = { value, pValue: pValue(healthy, value) };
  }
  return {
    model: model.identity,
    applicability,
    height,
    width,
    affine,
    maps: raw.maps,
    reconstruction: raw.reconstruction,
    scores,
    klPerDimension: raw.klPerDimension,
    regions: findRegions({ map: raw.maps.anomaly, height, width, affine, spacing: frame.spacing, threshold }),
    threshold,
  };
}

function refusedResult(model: Model, applicability: Applicability): ImageResult {
  return {
    model: model.identity,
    applicability,
    height: 0,
    width: 0,
    affine: { scaleColumn: 1, scaleRow: 1, offsetColumn: 0, offsetRow: 0 },
    maps: {},
    scores: {},
    klPerDimension: new Float32Array(0),
    regions: [],
    threshold: model.calibration.threshold.value,
  };
}
