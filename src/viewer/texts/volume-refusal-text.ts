import { msg, str } from "@lit/localize";
import { formatNumber } from "../../ui/localization/format.ts";
import type { VolumeRefusal } from "../layout/volume-refusal.ts";

/** Why a series is not shown in three planes, in one sentence. */
export function volumeRefusalText(refusal: VolumeRefusal): string {
  switch (refusal.reason) {
    case "one-image":
      return msg("Three planes need a series of at least three images.");
    case "localizer":
      return msg("This series is a localizer: its images are not slices of one volume.");
    case "colour":
      return msg("Three planes are shown of grey images only; this series is in colour.");
    case "unplaced":
      return msg(
        "The images do not say where they lie in the patient, so they cannot be stacked to a volume.",
      );
    case "turned":
      return msg("The images are turned against each other, so they cannot be stacked to a volume.");
    case "repeated":
      return msg(
        "The series holds several images of the same place, so they cannot be stacked to one volume.",
      );
    case "too-large":
      return msg("The series is too large to be shown as a volume in this browser.");
    case "tilted":
      return msg(
        str`The slices are tilted by ${formatNumber(refusal.degrees)}° against the direction they are stacked in (gantry tilt), so other planes would show shifted anatomy.`,
      );
    case "irregular":
      return msg(
        str`The slices do not lie at equal distances (the first that is off is number ${formatNumber(refusal.image)}), so other planes would show stretched anatomy.`,
      );
  }
}
