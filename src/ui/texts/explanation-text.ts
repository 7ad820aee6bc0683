import { msg, str } from "@lit/localize";
import type { Explanation, PatientSide } from "../../scoring/explain.ts";
import { formatMeasure, formatNumber, formatShare } from "../localization/format.ts";

/** Why the image is unusual, in one sentence. @param unit what the map's numbers mean */
export function explanationText({ region, share, sides }: Explanation, unit: string): string {
  const size =
    region.areaMm2 === undefined
      ? msg(str`${formatNumber(Math.round(region.areaPixels))} pixels`)
      : `${formatMeasure(region.areaMm2)} mm²`;
  const peak = `${formatMeasure(region.peak)} ${unit}`.trim();
  const what = msg(
    str`Region ${region.id} holds ${formatShare(share)} of what is above the threshold: ${size}, peak ${peak}`,
  );
  const where = sides && placeText(sides);
  return where === undefined ? `${what}.` : msg(str`${what}, ${where}.`);
}

function placeText(sides: readonly PatientSide[]): string {
  const [first, second] = sides;
  if (first === undefined) return msg("near the middle");
  return second === undefined
    ? msg(str`to the patient's ${sideText(first)}`)
    : msg(str`to the patient's ${sideText(first)} and ${sideText(second)}`);
}

function sideText(side: PatientSide): string {
  switch (side) {
    case "L":
      return msg("left");
    case "R":
      return msg("right");
    case "A":
      return msg("front");
    case "P":
      return msg("back");
    case "H":
      return msg("head end");
    case "F":
      return msg("foot end");
  }
}
