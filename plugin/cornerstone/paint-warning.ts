import { overrideWarning } from "../../src/ui/texts/override-text.ts";
import { paintLabel } from "./canvas-label.ts";

/** Says on the image itself that the model's rules are overridden, so that no picture of it goes without. */
export function paintWarning(canvas: HTMLCanvasElement): void {
  paintLabel(canvas, {
    parts: overrideWarning(),
    at: { bottom: 28 },
    background: "#8c1d22",
    colour: "#ffffff",
  });
}
