import type { NotApplicableError } from "../errors/index.ts";
import type { Frame, FrameTags } from "../imaging/frame.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { planeOf } from "../imaging/plane.ts";
import type { ApplicabilityRules } from "../vae/bundle-schema.ts";
import { assessContrast } from "./contrast.ts";
import { caution, type Finding, refuse } from "./finding.ts";
import type { Applicability } from "./result.ts";
import { bodyParts, mentionsAny, modalityGroups, normaliseText, synonyms } from "./words.ts";

/** Reasons of the preprocessing that say more than that nothing was found. */
const unprepared = ["no-contrast", "not-hounsfield"] as const;

/**
 * Whether a model is for an image: by its DICOM tags, and, when it has been prepared, by what the preprocessing
 * found. What is known to be wrong is refused; what cannot be told is a caution.
 *
 * @param input undefined before preparation: the tags alone are judged
 */
export function assessApplicability(
  frame: Frame,
  input: ModelInput | undefined,
  rules: ApplicabilityRules,
): Applicability {
  return conclude([
    ...assessModality(frame.tags, rules),
    ...assessImageType(frame.tags),
    ...assessBodyPart(frame.tags, rules),
    ...assessPlane(frame, rules),
    ...assessContrast(frame.tags, rules),
    ...(input ? assessInput(input, rules) : []),
  ]);
}

/** The outcome for an image that the preprocessing cannot work on. */
export function refuseUnprepared({ message, details }: NotApplicableError): Applicability {
  const code = unprepared.find((each) => each === details.reason) ?? "no-foreground";
  return conclude([refuse(code, message)]);
}

function conclude(findings: readonly Finding[]): Applicability {
  const refused = findings.filter(({ outcome }) => outcome === "refused");
  const outcome = refused.length > 0 ? "refused" : findings.length > 0 ? "caution" : "applies";
  // Once an image is refused, doubts about the rest only distract.
  return { outcome, reasons: (refused.length > 0 ? refused : findings).map(({ reason }) => reason) };
}

function assessModality({ modality }: FrameTags, rules: ApplicabilityRules): Finding[] {
  const found = modality?.trim().toUpperCase() ?? "";
  const expected = rules.modalities.map((name) => name.trim().toUpperCase());
  const names = expected.join(", ");
  if (found === "") {
    return [
      caution("modality-unknown", `The image does not name its modality; the model is for ${names}.`, {
        expected: names,
      }),
    ];
  }
  const accepted = expected.flatMap((name) => [
    name,
    ...modalityGroups.filter((group) => group.includes(name)).flat(),
  ]);
  if (accepted.includes(found)) return [];
  const shown = short(found);
  return [
    refuse("modality", `The model is for ${names} images; this one is ${shown}.`, {
      expected: names,
      found: shown,
    }),
  ];
}

function assessImageType({ imageType }: FrameTags): Finding[] {
  if (!imageType?.some((value) => /^(localizer|scout|topogram)$/i.test(value.trim()))) return [];
  return [refuse("localizer", "This is a localizer, not a diagnostic image.")];
}

function assessBodyPart(tags: FrameTags, rules: ApplicabilityRules): Finding[] {
  if (rules.bodyParts.length === 0) return [];
  const accepted = rules.bodyParts.flatMap((part) => synonyms(part, bodyParts));
  const expected = rules.bodyParts.join(", ");
  const named = normaliseText(tags.bodyPartExamined ?? "");
  const described = describe(tags);
  if (mentionsAny(named || described, accepted)) return [];
  const other = named
    ? short(tags.bodyPartExamined!.trim())
    : bodyParts.find(({ words }) => mentionsAny(described, words))?.name;
  if (other !== undefined) {
    return [
      refuse("body-part", `The model is for: ${expected}. This image shows: ${other}.`, {
        expected,
        found: other,
      }),
    ];
  }
  return [
    caution("body-part-unknown", `The image does not name the body part; the model is for: ${expected}.`, {
      expected,
    }),
  ];
}

function describe(tags: FrameTags): string {
  return normaliseText(
    [tags.studyDescription, tags.seriesDescription, tags.protocolName].filter(Boolean).join(" "),
  );
}

function assessPlane(frame: Frame, { plane: expected }: ApplicabilityRules): Finding[] {
  if (expected === "any") return [];
  const found = planeOf(frame);
  if (found === expected) return [];
  if (found === "unknown") {
    return [
      caution(
        "plane-unknown",
        `The image does not say how it lies in the patient; the model is for ${expected} images.`,
        {
          expected,
        },
      ),
    ];
  }
  return [refuse("plane", `The model is for ${expected} images; this one is ${found}.`, { expected, found })];
}

function assessInput({ statistics }: ModelInput, { foreground, aspect }: ApplicabilityRules): Finding[] {
  const findings: Finding[] = [];
  const percent = Math.round(statistics.foreground * 100);
  if (statistics.foreground < foreground.refuseBelow) {
    findings.push(
      refuse("foreground-small", `Only ${percent} % of the image is not air, too little for this model.`, {
        percent,
      }),
    );
  } else if (statistics.foreground > foreground.refuseAbove) {
    findings.push(
      refuse(
        "foreground-large",
        `${percent} % of the image is not air: it is cropped, or not what the model is for.`,
        {
          percent,
        },
      ),
    );
  } else if (statistics.foreground < foreground.cautionBelow) {
    findings.push(
      caution(
        "foreground-caution",
        `Only ${percent} % of the image is not air; the model saw few such images.`,
        {
          percent,
        },
      ),
    );
  }
  const ratio = Math.round(statistics.aspect * 100) / 100;
  if (!(statistics.aspect >= aspect.minimum && statistics.aspect <= aspect.maximum)) {
    findings.push(
      refuse(
        "aspect",
        `What the image shows is ${ratio} times as wide as high, unlike any image the model is for.`,
        {
          ratio,
        },
      ),
    );
  }
  return findings;
}

/** DICOM text is hostile: what goes into a sentence is cut short. */
function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
