import type { FrameTags } from "../imaging/frame.ts";
import type { ApplicabilityRules } from "../vae/bundle-schema.ts";
import { caution, type Finding, refuse } from "./finding.ts";
import {
  localizers,
  type Meaning,
  mentionsAny,
  normaliseText,
  phantoms,
  postOperative,
  synonyms,
  views,
} from "./words.ts";

/** The texts around an image in which its body part is named, normalised. */
export function describe({ studyDescription, seriesDescription, protocolName }: FrameTags): string {
  return normaliseText([studyDescription, seriesDescription, protocolName].filter(Boolean).join(" "));
}

/** Images that no model is for: for planning, and of phantoms; and patients after an operation, whom none was trained on. */
export function assessPurpose(tags: FrameTags): Finding[] {
  const series = normaliseText(tags.seriesDescription ?? "");
  const described = describe(tags);
  const findings: Finding[] = [];
  if (
    tags.imageType?.some((value) => /^(localizer|scout|topogram)$/i.test(value.trim())) ||
    // "Survey" begins the name of such a series; elsewhere in a text it means something else.
    /^survey\b/.test(series) ||
    mentionsAny(series, localizers)
  ) {
    findings.push(refuse("localizer", "This is a localizer, not a diagnostic image."));
  }
  if (mentionsAny(`${described} ${normaliseText(tags.bodyPartExamined ?? "")}`, phantoms)) {
    findings.push(refuse("phantom", "This is an image of a phantom, not of a patient."));
  }
  if (mentionsAny(described, postOperative)) {
    findings.push(
      caution(
        "post-operative",
        "The description speaks of an operation; the model knows healthy anatomy only, and will show its traces.",
      ),
    );
  }
  return findings;
}

/** Whether a radiograph was taken as those the model was trained on. Where nothing says how, the input itself must tell. */
export function assessView(tags: FrameTags, { views: wanted }: ApplicabilityRules): Finding[] {
  if (wanted === undefined) return [];
  const accepted = wanted.flatMap((view) => synonyms(view, views));
  const named = normaliseText(tags.viewPosition ?? "");
  const text = named || normaliseText([tags.seriesDescription, tags.protocolName].filter(Boolean).join(" "));
  const found = views.filter(({ words }) => mentionsAny(text, words));
  // A frontal view may be either of two; a text that lists several views says nothing about this image.
  const others = found.filter((view) => !isAmong(view, accepted) && view.name !== "frontal");
  if (others.length === 0 || others.length < found.length) return [];
  const expected = wanted.join(", ");
  const shown = others[0]!.name;
  return [
    refuse("view", `The model is for views ${expected}; this one is ${shown}.`, { expected, found: shown }),
  ];
}

function isAmong({ words }: Meaning, accepted: readonly string[]): boolean {
  return words.some((word) => accepted.includes(word));
}
