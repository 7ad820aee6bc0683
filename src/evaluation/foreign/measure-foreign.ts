import type { Frame } from "../../imaging/frame.ts";
import { assessApplicability } from "../../scoring/applicability.ts";
import type { Model } from "../../scoring/model.ts";
import type { ApplicabilityOutcome } from "../../scoring/result.ts";
import { scoreFrame } from "../../scoring/score-frame.ts";
import type { ForeignFigures } from "../metrics-schema.ts";
import { withoutTags } from "./variants.ts";

/** Images of one kind that a model is not for. */
export interface ForeignGroup {
  readonly name: string;
  readonly images: AsyncIterable<Frame> | Iterable<Frame>;
}

export interface MeasureForeignControl {
  readonly signal?: AbortSignal;
  /** @param images of all groups so far */
  readonly onProgress?: (images: number) => void;
}

/**
 * How many images that a model is not for are refused or warned of: with their tags, and by their pixels alone. That
 * an image without tags does not name its modality or body part is no merit, and not counted.
 *
 * @throws ModelFormatError from scoring, the signal's reason when aborted
 */
export async function measureForeign(
  model: Model,
  groups: readonly ForeignGroup[],
  { signal, onProgress }: MeasureForeignControl = {},
): Promise<ForeignFigures[]> {
  const figures: ForeignFigures[] = [];
  let done = 0;
  for (const { name, images } of groups) {
    const counts = { group: name, images: 0, withTags: noneYet(), pixelsAlone: noneYet() };
    for await (const frame of images) {
      signal?.throwIfAborted();
      const byPixels = await pixelOutcome(frame, model, signal);
      const { applicability } = model.bundle.description;
      const byTags = assessApplicability(frame, undefined, applicability).outcome;
      counts.images++;
      counts.pixelsAlone[byPixels]++;
      counts.withTags[worse(byTags, byPixels)]++;
      onProgress?.(++done);
    }
    if (counts.images > 0) figures.push(counts);
  }
  return figures;
}

function noneYet(): Record<ApplicabilityOutcome, number> {
  return { applies: 0, caution: 0, refused: 0 };
}

async function pixelOutcome(
  frame: Frame,
  model: Model,
  signal: AbortSignal | undefined,
): Promise<ApplicabilityOutcome> {
  const { applicability } = await scoreFrame(withoutTags(frame), model, signal ? { signal } : {});
  const { outcome, reasons } = applicability;
  const told = reasons.filter(({ code }) => !code.endsWith("-unknown"));
  return told.length > 0 && outcome !== "overridden" ? outcome : "applies";
}

const severity: readonly ApplicabilityOutcome[] = ["applies", "caution", "refused"];

function worse(a: ApplicabilityOutcome, b: ApplicabilityOutcome): ApplicabilityOutcome {
  return severity.indexOf(a) > severity.indexOf(b) ? a : b;
}
