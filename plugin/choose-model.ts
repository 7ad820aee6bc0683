import type { FrameTags } from "../src/imaging/frame.ts";
import type { ModelEntry } from "../src/inference/manifest.ts";

/** What a choice among models goes by. */
export type Suitable = Pick<ModelEntry, "applicability">;

/**
 * The model that suits an image best by its tags; among equals the first. One that does not suit at all is
 * still given: its own applicability rules then say why the image is refused.
 */
export function chooseModel<Model extends Suitable>(
  models: readonly Model[],
  tags: FrameTags,
): Model | undefined {
  const suits = (model: Model) => (ofModality(model, tags) ? 2 : 0) + (namesPart(model, tags) ? 1 : 0);
  return models.reduce<Model | undefined>(
    (best, model) => (best === undefined || suits(model) > suits(best) ? model : best),
    undefined,
  );
}

/**
 * All models that apply to an image by its tags: those of its modality and, where one of these names the image's body
 * part, those that name it or take any.
 */
export function suitableModels<Model extends Suitable>(models: readonly Model[], tags: FrameTags): Model[] {
  const same = models.filter((model) => ofModality(model, tags));
  if (!same.some((model) => namesPart(model, tags))) return same;
  return same.filter((model) => model.applicability.bodyParts.length === 0 || namesPart(model, tags));
}

function ofModality({ applicability: { modalities } }: Suitable, { modality }: FrameTags): boolean {
  return modality !== undefined && modalities.includes(modality);
}

function namesPart({ applicability: { bodyParts } }: Suitable, tags: FrameTags): boolean {
  const words = [tags.bodyPartExamined, tags.seriesDescription, tags.protocolName, tags.studyDescription]
    .join(" ")
    .toLowerCase();
  return bodyParts.some((part) => words.includes(part));
}
