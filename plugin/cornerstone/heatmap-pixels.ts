import { heatmapColour } from "../../src/ui/colormaps.ts";
import type { Display } from "./display-range.ts";
import type { HeatmapLook } from "./heatmap-actor.ts";

/** As many as the host's textures of transfer functions have. */
const tableSize = 1024;

let table: { readonly look: HeatmapLook; readonly colours: Uint8ClampedArray } | undefined;

/**
 * Values in the heatmap's colours: the same as the host draws a stack's heatmap in.
 *
 * @param values in the map's units, NaN where there is nothing to draw
 * @returns red, green, blue, opacity of each
 */
export function heatmapPixels(values: Float32Array, look: HeatmapLook): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(4 * values.length);
  const { range, threshold, diverging } = look.display;
  const colours = colourTable(look);
  const scale = (tableSize - 1) / (range.upper - range.lower);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    // False for NaN too.
    if (!((diverging ? Math.abs(value) : value) >= threshold)) continue;
    const position = Math.round((value - range.lower) * scale);
    const from = 4 * Math.min(tableSize - 1, Math.max(0, position));
    data[4 * index] = colours[from]!;
    data[4 * index + 1] = colours[from + 1]!;
    data[4 * index + 2] = colours[from + 2]!;
    data[4 * index + 3] = colours[from + 3]!;
  }
  return data;
}

/** What a map's zeros, which it holds outside the foreground, are drawn as: nothing. */
export function backgroundOf({ range: { lower }, diverging }: Display): number {
  return lower < 0 && !diverging ? lower : 0;
}

function colourTable(look: HeatmapLook): Uint8ClampedArray {
  if (table && sameLook(table.look, look)) return table.colours;
  const colours = new Uint8ClampedArray(4 * tableSize);
  for (let index = 0; index < tableSize; index++) {
    const { red, green, blue, opacity } = heatmapColour(look.colours, index / (tableSize - 1));
    colours.set([red, green, blue, 255 * opacity * look.opacity], 4 * index);
  }
  table = { look, colours };
  return colours;
}

/** The table holds positions of the display range, so it is one for all ranges and thresholds. */
function sameLook(a: HeatmapLook, b: HeatmapLook): boolean {
  return a.colours === b.colours && a.opacity === b.opacity;
}
