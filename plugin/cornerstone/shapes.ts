import { applyAffine } from "../../src/imaging/affine.ts";
import type { ImageResult } from "../../src/scoring/result.ts";
import { coloursOf } from "../../src/ui/colormaps.ts";
import type { ShownRegions } from "../../src/ui/panel-data.ts";
import type { Outline, OverlayStyle } from "../overlay.ts";
import { contoursOf } from "./contours.ts";
import type { Display } from "./display-range.ts";
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
export function regionShapes(
  result: ImageResult | undefined,
  shown: ShownRegions | undefined,
  id: number | undefined,
): LayerShape[] {
  const region = shown?.regions.find((candidate) => candidate.id === id);
  if (!result || !shown || !region) return [];
  const loops = regionLoops({ ...result, threshold: shown.threshold }, region);
  return [{ loops, colour: regionColour, label: String(region.id) }];
}

/** The lines around what lies above the threshold in an image's map; nothing where the map is missing. */
export function contourShapes(
  result: ImageResult | undefined,
  { map, colormap }: OverlayStyle,
  display: Display | undefined,
): LayerShape[] {
  const values = result?.maps[map];
  if (!result || !values || !display) return [];
  const { height, width, affine } = result;
  const colours = coloursOf(map, colormap);
  return contoursOf({ values, height, width, display, colours }).map(({ loops, colour }) => ({
    loops: loops.map((loop) => loop.map((point) => applyAffine(affine, point))),
    colour,
  }));
}
