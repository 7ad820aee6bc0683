import { type ApplicabilityCode, caution, type Finding, refuse } from "./finding.ts";
import { type InputCalibration, unlikeness } from "./input-calibration.ts";
import { type Attitude, attitudes, type InputDistanceName, type InputDistances } from "./input-distances.ts";

const attitudeSentences: Readonly<Record<Attitude, string>> = {
  turned: "The image seems to be turned or upside down.",
  inverted: "The image seems to be inverted, with black and white exchanged.",
  mirrored: "Left and right seem to be exchanged.",
};

const outlineSentence =
  "The outline of what the image shows is unlike that in the healthy images: it may be cropped, or another body part.";

const distanceSentences: Readonly<Record<InputDistanceName, string>> = {
  layout:
    "What the image shows lies unlike in the healthy images: it may be cropped, or another body part or view.",
  histogram:
    "Its brightness is distributed unlike in the healthy images: it may be another contrast or modality.",
  latent: "To the model this image is unlike all healthy ones; it may not be what the model is for.",
  residual:
    "The model cannot reproduce this image nearly as well as the healthy ones; it may not be what the model is for.",
};

/** What speaks against an image as a whole, whatever its tags say. */
export function assessDistances(input: InputDistances, calibration: InputCalibration): Finding[] {
  const attitude = assessAttitude(input, calibration);
  // A turned image is also unlike all others: that it is turned says more.
  if (attitude.some(({ outcome }) => outcome === "refused")) return attitude;
  return [...attitude, ...assessOutline(input, calibration), ...assessUnlikeness(input, calibration)];
}

/** On its own: beside distances that a lesion moves too, what it alone tells would be lost in their mean. */
function assessOutline({ outline }: InputDistances, { outline: limits }: InputCalibration): Finding[] {
  if (outline === undefined || limits === undefined || outline <= limits.caution) return [];
  const find = outline > limits.refuse ? refuse : caution;
  return [find("input-outline", outlineSentence, { distance: rounded(outline), limit: limits.caution })];
}

/** Of several other attitudes that fit better than the image's own, the one that fits best. */
function assessAttitude(
  { attitudes: ratios }: InputDistances,
  { attitudes: limits }: InputCalibration,
): Finding[] {
  const best = attitudes
    .filter((each) => ratios[each] > limits[each].caution)
    .sort((a, b) => ratios[b] - ratios[a])[0];
  if (best === undefined) return [];
  // A heart on the right is rare, and may be healthy.
  const find = ratios[best] > limits[best].refuse && best !== "mirrored" ? refuse : caution;
  return [find(`input-${best}`, attitudeSentences[best], { ratio: rounded(ratios[best]) })];
}

function assessUnlikeness(input: InputDistances, calibration: InputCalibration): Finding[] {
  const { value, farthest } = unlikeness(input, calibration.distances);
  if (value <= calibration.caution) return [];
  const find = value > calibration.refuse ? refuse : caution;
  const code: ApplicabilityCode = `input-${farthest}`;
  const details = { unlikeness: rounded(value), limit: rounded(calibration.caution) };
  return [find(code, distanceSentences[farthest], details)];
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
