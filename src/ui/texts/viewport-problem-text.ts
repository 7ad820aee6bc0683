import { msg, str } from "@lit/localize";
import type { Problem } from "../panel-data.ts";

/** Why no heatmap can be laid over what a viewport shows. */
export function viewportProblemText({ details }: Problem): string {
  switch (details.reason) {
    case "tilted":
      return msg(
        str`The slices are tilted by ${details.degrees ?? "?"}° against their stack (gantry tilt), which this view leaves out of account. Show the series as a stack to see its heatmap.`,
      );
    case "irregular":
      return msg(
        str`The slices do not lie at equal distances (number ${details.slice ?? "?"} is off), which this view leaves out of account. Show the series as a stack to see its heatmap.`,
      );
    case "turned":
      return msg(
        "The images of this volume are turned against each other. Show the series as a stack to see its heatmap.",
      );
    case "unplaced":
      return msg(
        "The images do not say where they lie in the patient. Show the series as a stack to see its heatmap.",
      );
    case "resampled":
      return msg(
        "This volume's slices are not the series' images one by one. Show the series as a stack to see its heatmap.",
      );
    default:
      return msg("The heatmap cannot be laid over this kind of view.");
  }
}
