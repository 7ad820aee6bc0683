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
  const words = [tags.bodyPartExamined, tags.seriesDescription, tags.protocolName, tags.studyDescription]
    .join(" ")
    .toLowerCase();
  const suits = ({ applicability: { modalities, bodyParts } }: Suitable) =>
    (tags.modality !== undefined && modalities.includes(tags.modality) ? 2 : 0) +
    (bodyParts.some((part) => words.includes(part)) ? 1 : 0);
  return models.reduce<Model | undefined>(
    (best, model) => (best === undefined || suits(model) > suits(best) ? model : best),
    undefined,
  );
}
