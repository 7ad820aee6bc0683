import { msg, str } from "@lit/localize";
import type { PanelState } from "../panel-data.ts";

/** What is known of the image when its state changes. */
export interface StateFacts {
  /** Regions above the threshold. */
  readonly regions: number;
  /** The model's refusal is overridden. */
  readonly overridden: boolean;
}

/** What a screen reader says when the state of the image changes; empty where something else says it. */
export function stateText(state: PanelState, { regions, overridden }: StateFacts): string {
  switch (state) {
    case "idle":
    case "error":
      return "";
    case "loading":
      return msg("Loading and checking the model…");
    case "scoring":
      return msg("Computing the heatmap…");
    case "refused":
      return msg("There is no heatmap for this image.");
    case "ready": {
      const found = regionsText(regions);
      return overridden
        ? `${msg("For research only: the model is not meant for this image.")} ${found}`
        : found;
    }
  }
}

function regionsText(count: number): string {
  if (count === 0) return msg("Ready. No region above the threshold in this image.");
  return count === 1
    ? msg("Ready. One region above the threshold in this image.")
    : msg(str`Ready. ${count} regions above the threshold in this image.`);
}
