import { DataError } from "../errors/index.ts";
import type { Frame, FramePlane, FrameTags } from "../imaging/frame.ts";
import { assessApplicability } from "../scoring/applicability.ts";
import { type Calibration, calibrationSchema } from "../scoring/calibration.ts";
import type { Applicability, ModelIdentity } from "../scoring/result.ts";
import { parseJson, readBundle } from "../vae/bundle.ts";
import type { ApplicabilityRules } from "../vae/bundle-schema.ts";
import type { BundleSource } from "../vae/bundle-source.ts";

/** What triage needs to know of a model that it does not run itself. */
export interface TriageModel {
  readonly identity: ModelIdentity;
  readonly name: string;
  readonly rules: ApplicabilityRules;
  readonly calibration: Calibration;
  readonly source: BundleSource;
}

/** Reads a bundle without its networks' being built. @throws ModelIntegrityError, ModelFormatError */
export async function readModel(source: BundleSource, signal?: AbortSignal): Promise<TriageModel> {
  const files = await readBundle(source, signal ? { signal } : {});
  const { id, version, name, applicability, calibration } = files.description;
  const parsed = calibrationSchema.safeParse(parseJson(files.file(calibration), calibration));
  if (!parsed.success)
    throw new DataError(`The calibration of ${id} cannot be read; fetch the bundle again.`);
  return {
    identity: { id, version, sha256: files.sha256 },
    name,
    rules: applicability,
    calibration: parsed.data,
    source,
  };
}

/** What is known of a series before any of its images is read. */
export interface SeriesFacts {
  readonly tags: FrameTags;
  readonly plane?: FramePlane | undefined;
}

/** Whether a model is for a series, by its tags: what cannot be told yet does not speak against it. */
export function assessSeries({ tags, plane }: SeriesFacts, rules: ApplicabilityRules): Applicability {
  const frame: Frame = {
    pixels: new Float32Array(0),
    rows: 0,
    columns: 0,
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: "",
    frameNumber: 1,
    tags,
    ...(plane ? { plane } : {}),
  };
  return assessApplicability(frame, undefined, rules);
}
