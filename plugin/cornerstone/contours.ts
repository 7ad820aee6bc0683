import { contours } from "d3-contour";
import { divergingColours, type HeatmapColours, heatmapColour } from "../../src/ui/colormaps.ts";
import type { Display } from "./display-range.ts";
import type { Loop } from "./mask-outline.ts";

export interface Contour {
  /** In the map's pixels; centres of pixels lie at whole numbers. */
  readonly loops: readonly Loop[];
  /** As CSS writes colours. */
  readonly colour: string;
}

export interface ContourOptions {
  /** [height, width], in the map's units; NaN where there is nothing. */
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  /** With a finite threshold. */
  readonly display: Display;
  readonly colours: HeatmapColours;
}

/** Where a colour map is bright, whichever it is: dark colours are no lines on dark tissue. */
const bright = 0.8;
const brightBelow = 0.05;
const brightAbove = 0.95;

/**
 * Lines around what lies above the threshold, interpolated between the map's pixels (marching squares; Lorensen and
 * Cline 1987 in two dimensions). Of a map that counts both ways, around what lies that far from zero on either side.
 */
export function contoursOf({ values, height, width, display, colours }: ContourOptions): Contour[] {
  const { threshold, diverging } = display;
  const around = (field: Float32Array, colour: string): Contour => ({
    colour,
    loops: contours()
      .size([width, height])
      .contour(field as never, threshold)
      .coordinates.flat()
      // The last point repeats the first; d3's pixels have their corners at whole numbers.
      .map((ring) => ring.slice(0, -1).map(([x, y]) => ({ column: x! - 0.5, row: y! - 0.5 }))),
  });
  if (!diverging) return [around(values, colourAt(colours, bright))];
  return [
    around(values, colourAt(divergingColours, brightAbove)),
    around(
      values.map((value) => -value),
      colourAt(divergingColours, brightBelow),
    ),
  ];
}

function colourAt(colours: HeatmapColours, position: number): string {
  const { red, green, blue } = heatmapColour(colours, position);
  return `rgb(${red} ${green} ${blue})`;
}
