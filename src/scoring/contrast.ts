import type { FrameTags } from "../imaging/frame.ts";
import type { ApplicabilityRules } from "../vae/bundle-schema.ts";
import { caution, type Finding } from "./finding.ts";
import { type Contrast, contrasts, mentionsAny, normaliseText, synonyms } from "./words.ts";

/** Whether the image has the contrast the model was trained on, by the words around it and by the sequence's times. */
export function assessContrast(tags: FrameTags, rules: ApplicabilityRules): Finding[] {
  if (rules.contrasts.length === 0) return [];
  const expected = rules.contrastName ?? rules.contrasts.join(", ");
  const found = contrastOf(tags);
  const accepted = rules.contrasts.flatMap((word) => synonyms(word, contrasts));
  // A contrast that is recognised decides; otherwise the bundle's own words may still appear.
  const matches = found
    ? mentionsAny(normaliseText(found.name), accepted) || found.words.some((word) => accepted.includes(word))
    : mentionsAny(normaliseText(texts(tags).join(" ")), accepted);
  if (matches) return [];
  if (!found) {
    return [
      caution(
        "contrast-unknown",
        `The image does not name its contrast; the model was trained on ${expected}.`,
        {
          expected,
        },
      ),
    ];
  }
  return [
    caution("contrast", `This looks like ${found.name}; the model was trained on ${expected}.`, {
      expected,
      found: found.name,
    }),
  ];
}

/** The contrast that the image names; the series' own description goes before the protocol, which may list several. */
function contrastOf(tags: FrameTags): Contrast | undefined {
  for (const text of texts(tags)) {
    const normalised = normaliseText(text);
    const found = contrasts.find(
      ({ words, unless = [] }) => mentionsAny(normalised, words) && !mentionsAny(normalised, unless),
    );
    if (found) return found;
  }
  return isFluidAttenuated(tags) ? contrasts.find(({ name }) => name === "FLAIR") : undefined;
}

function texts(tags: FrameTags): string[] {
  return [tags.seriesDescription, tags.protocolName, tags.sequenceName].filter((text) => text !== undefined);
}

/** Long echo and repetition times, and an inversion time that nulls fluid: FLAIR whatever it is called. */
function isFluidAttenuated({ inversionTime, echoTime, repetitionTime }: FrameTags): boolean {
  return (
    inversionTime !== undefined &&
    inversionTime >= 1500 &&
    inversionTime <= 3200 &&
    (echoTime ?? 0) >= 70 &&
    (repetitionTime ?? 0) >= 4500
  );
}
