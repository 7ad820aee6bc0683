import type { ImageResult } from "../../src/scoring/result.ts";
import type { Outline } from "../overlay.ts";
import { type Loop, maskLoops, regionLoops } from "./mask-outline.ts";
import type { LayerShape } from "./outline-layer.ts";

/** White against every colour map's own colours, with its dark border against bright tissue. */
const regionColour = "#ffffff";

/** Those of the outlines that belong to an image. */
export function outlineShapes(outlines: readonly Outline[], imageId: string | undefined): LayerShape[] {
  return outlines
    .filter((outline) => outline.imageId === imageId)
    .map(({ shape, colour, label }) => {
      const loops: readonly Loop[] = "mask" in shape ? maskLoops(shape) : [shape.points];
      return { loops, colour, label };
    });
}

/** The border of one of a result's regions; nothing where there is no such region. */
export function regionShapes(result: ImageResult | undefined, id: number | undefined): LayerShape[] {
  const region = result?.regions.find((candidate) => candidate.id === id);
  if (!result || !region) return [];
  return [{ loops: regionLoops(result, region), colour: regionColour, label: String(region.id) }];
}
