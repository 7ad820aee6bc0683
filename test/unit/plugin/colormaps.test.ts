import { describe, expect, it } from "vitest";
import {
  colormapGradient,
  colormapNames,
  colormapPoints,
  coloursOf,
  heatmapColour,
  opacityAt,
  opacityPoints,
} from "../../../src/ui/colormaps.ts";

describe("colour maps", () => {
  it.each([...colormapNames, "diverging"] as const)(
    "%s: linear interpolation between its points stays within the largest step of the original",
    (name) => {
      const points = colormapPoints(name);
      for (let step = 0; step <= 1000; step++) {
        const position = step / 1000;
        const index = Math.min(points.length - 2, Math.floor(position * (points.length - 1)));
        const [left, right] = [points[index]!, points[index + 1]!];
        const share = (position - left.position) / (right.position - left.position);
        const exact = heatmapColour(name, position);
        for (const channel of ["red", "green", "blue"] as const) {
          const between = 255 * (left[channel] + share * (right[channel] - left[channel]));
          expect(Math.abs(between - exact[channel]), `${channel} at ${position}`).toBeLessThan(6);
        }
      }
    },
  );

  it("starts inferno at black and ends it at pale yellow", () => {
    expect(heatmapColour("inferno", 0)).toMatchObject({ red: 0, green: 0, blue: 4 });
    expect(heatmapColour("inferno", 1)).toMatchObject({ red: 252, green: 255, blue: 164 });
  });

  it("paints a map that counts both ways see-through at zero, the same on both sides", () => {
    expect(coloursOf("signed", "viridis")).toBe("diverging");
    expect(coloursOf("anomaly", "viridis")).toBe("viridis");
    expect(heatmapColour("diverging", 0.5).opacity).toBe(0);
    for (const distance of [0.1, 0.25, 0.5]) {
      const [below, above] = [0.5 - distance, 0.5 + distance].map((at) => heatmapColour("diverging", at));
      expect(below!.opacity).toBeCloseTo(above!.opacity);
      expect(below!.opacity).toBeCloseTo(opacityAt(2 * distance));
    }
    expect(heatmapColour("diverging", 0)).toMatchObject({ red: 90, green: 190, blue: 255 });
    expect(heatmapColour("diverging", 1)).toMatchObject({ red: 255, green: 140, blue: 60 });
  });

  it("lets the opacity rise with the value and never fall", () => {
    let previous = -1;
    for (let step = 0; step <= 100; step++) {
      const opacity = opacityAt(step / 100);
      expect(opacity).toBeGreaterThanOrEqual(previous);
      previous = opacity;
    }
    for (const point of opacityPoints) expect(opacityAt(point.position)).toBeCloseTo(point.opacity);
    expect(opacityAt(-3)).toBe(0);
    expect(opacityAt(7)).toBe(1);
  });

  it("writes a CSS gradient from the first colour to the last", () => {
    const gradient = colormapGradient("viridis", "to top");
    expect(gradient.startsWith("linear-gradient(to top, rgb(68 1 84) 0.0%")).toBe(true);
    expect(gradient.endsWith("rgb(253 231 37) 100.0%)")).toBe(true);
  });
});
