import { type LabColor, lab, rgb } from "d3-color";
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

/** Red, green and blue in 0..1, linear. */
type Linear = readonly [number, number, number];
/** How a reader without one kind of cones sees a colour (Machado, Oliveira and Fernandes 2009, severity 1). */
const blindness: Readonly<Record<string, readonly [Linear, Linear, Linear]>> = {
  "all cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function seen(
  name: Parameters<typeof heatmapColour>[0],
  position: number,
  [r, g, b]: readonly [Linear, Linear, Linear],
): LabColor {
  const { red, green, blue } = heatmapColour(name, position);
  const linear = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [x, y, z] = [r, g, b].map((row) => {
    const value = Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, index) => sum + weight * linear[index]!, 0),
      ),
    );
    return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
  });
  return lab(rgb(x!, y!, z!));
}

const steps = Array.from({ length: 21 }, (_, index) => index / 20);

describe.each(Object.entries(blindness))("colour maps as seen with %s", (_, matrix) => {
  it.each(["inferno", "viridis", "cividis"] as const)(
    "%s: lighter means more, in steps that can be told apart",
    (name) => {
      const lightness = steps.map((position) => seen(name, position, matrix).l);
      for (const [index, value] of lightness.entries()) {
        if (index > 0) expect(value - lightness[index - 1]!, `step ${index}`).toBeGreaterThan(1);
      }
      expect(lightness.at(-1)! - lightness[0]!).toBeGreaterThan(60);
    },
  );

  it("the signed map: the two sides differ in hue, and each is lighter further from zero", () => {
    for (const distance of [0.2, 0.35, 0.5]) {
      const [below, above] = [0.5 - distance, 0.5 + distance].map((at) => seen("diverging", at, matrix));
      expect(Math.hypot(below!.a - above!.a, below!.b - above!.b)).toBeGreaterThan(25);
    }
    for (const side of [-1, 1]) {
      const lightness = [0.1, 0.2, 0.3, 0.4, 0.5].map(
        (distance) => seen("diverging", 0.5 + side * distance, matrix).l,
      );
      expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
    }
  });
});
