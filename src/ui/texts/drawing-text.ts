import { msg } from "@lit/localize";
import type { Drawing } from "../panel-data.ts";

export function drawingText(drawing: Drawing): string {
  switch (drawing) {
    case "filled":
      return msg("Filled");
    case "outline":
      return msg("Outline");
    case "both":
      return msg("Filled and outline");
  }
}
