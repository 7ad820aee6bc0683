import { type ApplicabilityCode, caution, type Finding, refuse } from "./finding.ts";
import { type InputCalibration, unlikeness } from "./input-calibration.ts";
import { type Attitude, attitudes, type InputDistanceName, type InputDistances } from "./input-distances.ts";

const attitudeSentences: Readonly<Record<Attitude, string>> = {
  turned: "The image seems to be turned or upside down.",
  inverted: "The image seems to be inverted, with black and white exchanged.",
  mirrored: "Left and right seem to be exchanged.",
};

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
  const attitude = attitudes.find((each) => input.attitudes[each] > calibration.attitudes[each].caution);
  if (attitude !== undefined) {
    const isClear = input.attitudes[attitude] > calibration.attitudes[attitude].refuse;
    // A heart on the right is rare, and may be healthy.
    const find = isClear && attitude !== "mirrored" ? refuse : caution;
    const ratio = rounded(input.attitudes[attitude]);
    return [find(`input-${attitude}`, attitudeSentences[attitude], { ratio })];
  }
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
