import { describe, expect, it } from "vitest";
import type { Display } from "../../../plugin/cornerstone/display-range.ts";
import { backgroundOf, heatmapPixels } from "../../../plugin/cornerstone/heatmap-pixels.ts";
import { heatmapColour } from "../../../src/ui/colormaps.ts";

const display: Display = { range: { lower: 0, upper: 2 }, threshold: 0.5 };
const opacities = (values: readonly number[], shown: Display) =>
  [...heatmapPixels(new Float32Array(values), { display: shown, colours: "inferno", opacity: 1 })]
    .filter((_, index) => index % 4 === 3)
    .map((alpha) => alpha > 0);

describe("heatmapPixels", () => {
  it.each([0.5, 1, 1.37, 1.9])("has the colour map's own colour for %f", (value) => {
    const { red, green, blue, opacity } = heatmapColour("viridis", value / 2);
    const pixel = heatmapPixels(new Float32Array([value]), { display, colours: "viridis", opacity: 0.6 });
    const expected = [red, green, blue, 255 * 0.6 * opacity];
    for (const [index, channel] of expected.entries()) {
      expect(Math.abs(pixel[index]! - channel)).toBeLessThanOrEqual(2);
    }
  });

  it("cuts off at the threshold exactly, and draws nothing where there is no value", () => {
    expect(opacities([0.499, 0.5, Number.NaN, 7, -1], display)).toEqual([false, true, false, true, false]);
    expect(opacities([0.01, 2.1], { ...display, threshold: 2 })).toEqual([false, true]);
  });

  it("draws both sides of a map that counts both ways", () => {
    const both: Display = { range: { lower: -3, upper: 3 }, threshold: 1, diverging: true };
    expect(opacities([-2, -0.9, 0, 0.9, 2], both)).toEqual([true, false, false, false, true]);
    expect(backgroundOf(both)).toBe(0);
  });

  it("draws nothing for the background, with no threshold either", () => {
    const negative: Display = { range: { lower: -2, upper: 2 }, threshold: Number.NEGATIVE_INFINITY };
    expect(opacities([backgroundOf(negative), 0.5], negative)).toEqual([false, true]);
  });
});
