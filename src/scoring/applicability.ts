import type { NotApplicableError } from "../errors/index.ts";
import type { Frame, FrameTags } from "../imaging/frame.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { planeOf, turnOf } from "../imaging/plane.ts";
import type { ApplicabilityRules } from "../vae/bundle-schema.ts";
import { assessDistances } from "./assess-distances.ts";
import { assessContrast } from "./contrast.ts";
import { assessPurpose, assessView, describe } from "./descriptions.ts";
import { caution, type Finding, refuse } from "./finding.ts";
import type { InputCalibration } from "./input-calibration.ts";
import type { InputDistances } from "./input-distances.ts";
import type { Applicability } from "./result.ts";
import { bodyParts, mentionsAny, modalityGroups, normaliseText, synonyms, unnamed } from "./words.ts";

/** Reasons of the preprocessing that say more than that nothing was found. */
const unprepared = ["no-contrast", "not-hounsfield"] as const;

/** What scoring found of an image as a whole, and what healthy images are like. */
export interface ScoredInput {
  readonly input: InputDistances | undefined;
  readonly calibration: InputCalibration | undefined;
}

/**
 * Whether a model is for an image: by its DICOM tags; when it has been prepared, by what the preprocessing found; when
 * it has been scored, by how far it is from healthy images as a whole. What is known to be wrong is refused; what
 * cannot be told is a caution.
 *
 * @param input undefined before preparation: the tags alone are judged
 * @param scored undefined before scoring
 */
export function assessApplicability(
  frame: Frame,
  input: ModelInput | undefined,
  rules: ApplicabilityRules,
  scored?: ScoredInput,
): Applicability {
  return conclude([
    ...assessModality(frame.tags, rules),
    ...assessPurpose(frame.tags),
    ...assessBodyPart(frame.tags, rules),
    ...assessView(frame.tags, rules),
    ...assessPlane(frame, rules),
    ...assessContrast(frame.tags, rules),
    ...(input ? assessInput(input, rules) : []),
    ...(scored?.input && scored.calibration ? assessDistances(scored.input, scored.calibration) : []),
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

function assessBodyPart(tags: FrameTags, rules: ApplicabilityRules): Finding[] {
  if (rules.bodyParts.length === 0) return [];
  const accepted = rules.bodyParts.flatMap((part) => synonyms(part, bodyParts));
  const expected = rules.bodyParts.join(", ");
  const written = normaliseText(tags.bodyPartExamined ?? "");
  const named = unnamed.has(written) ? "" : written;
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

function assessPlane(frame: Frame, { plane: expected }: ApplicabilityRules): Finding[] {
  if (expected === "any") return [];
  const found = planeOf(frame);
  if (found === expected) return assessTurn(frame, expected);
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

/** Degrees within the plane; between a head that is held askew and one that lies on its side. */
const mostTurned = 45;
const slightlyTurned = 25;

function assessTurn(frame: Frame, plane: string): Finding[] {
  const degrees = Math.round(turnOf(frame) ?? 0);
  if (degrees <= slightlyTurned) return [];
  const message = `The image is turned by ${degrees}° against how ${plane} images are usually shown, as the model knows them.`;
  const find = degrees > mostTurned ? refuse : caution;
  return [find("turned", message, { degrees, expected: plane })];
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
