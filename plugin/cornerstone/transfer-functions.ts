import vtkPiecewiseFunction from "@kitware/vtk.js/Common/DataModel/PiecewiseFunction.js";
import vtkColorTransferFunction from "@kitware/vtk.js/Rendering/Core/ColorTransferFunction.js";
import { colormapPoints, type HeatmapColours, opacityAt, opacityPoints } from "../../src/ui/colormaps.ts";
import type { Display, DisplayRange } from "./display-range.ts";

const at = ({ lower, upper }: DisplayRange, position: number) => lower + position * (upper - lower);

/** Colours over the display range; values outside it take the colours of its ends. */
export function colourFunction(colours: HeatmapColours, range: DisplayRange): vtkColorTransferFunction {
  const result = vtkColorTransferFunction.newInstance();
  for (const { position, red, green, blue } of colormapPoints(colours)) {
    result.addRGBPoint(at(range, position), red, green, blue);
  }
  result.setMappingRange(range.lower, range.upper);
  return result;
}

export interface OpacityNode {
  readonly value: number;
  readonly opacity: number;
}

/** The colour map's opacity by value, cut off below the threshold. */
export function opacityNodes({ range, threshold, diverging }: Display): OpacityNode[] {
  if (diverging) {
    const above = opacityNodes({ range: { lower: 0, upper: range.upper }, threshold }).filter(
      ({ value }) => value > 0,
    );
    const below = above.map(({ value, opacity }) => ({ value: -value, opacity })).reverse();
    return [...below, { value: 0, opacity: 0 }, ...above];
  }
  const width = range.upper - range.lower;
  const nodes = opacityPoints
    .map(({ position, opacity }) => ({ value: at(range, position), opacity }))
    .filter(({ value }) => value > threshold);
  if (threshold < range.lower) return nodes;
  // A step, as narrow as a texture of 1024 samples can hold; what equals the threshold is shown.
  const step = width / 1024;
  return [
    { value: Math.min(range.lower, threshold - 2 * step), opacity: 0 },
    { value: threshold - step, opacity: 0 },
    { value: threshold, opacity: opacityAt((threshold - range.lower) / width) },
    ...nodes,
  ];
}

export function opacityFunction(display: Display): vtkPiecewiseFunction {
  const opacities = vtkPiecewiseFunction.newInstance();
  for (const { value, opacity } of opacityNodes(display)) opacities.addPoint(value, opacity);
  return opacities;
}
