import type { Types } from "@cornerstonejs/core";
import { expect, test } from "vitest";
import { mendWindow } from "../../../src/viewer/stack/mend-window.ts";

/** What of an image the window is made from. */
function image(change: Partial<Types.IImage>): Types.IImage {
  const pixels = Int16Array.from({ length: 10_000 }, (_, index) => index);
  return {
    color: false,
    windowWidth: 0,
    windowCenter: 0,
    slope: 1,
    intercept: 0,
    getPixelData: () => pixels,
    ...change,
  } as Types.IImage;
}

test("gives a window to an image whose file names an empty one or none", () => {
  for (const windowWidth of [0, -1, Number.NaN, undefined as unknown as number, [0, 0]]) {
    const shown = image({ windowWidth });
    mendWindow(shown);
    expect(shown.windowWidth).toBeCloseTo(9850, -2);
    expect(shown.windowCenter).toBeCloseTo(5025, -2);
  }
});

test("leaves the file's own window, and colour images, alone", () => {
  for (const change of [{ windowWidth: 400 }, { windowWidth: [80, 2000] }, { color: true }]) {
    const shown = image(change);
    mendWindow(shown);
    expect(shown.windowWidth).toEqual(change.windowWidth ?? 0);
  }
});

test("counts in modality units, once", () => {
  const raw = image({ slope: 2, intercept: -1000 });
  mendWindow(raw);
  expect(raw.windowCenter).toBeCloseTo(2 * 5025 - 1000, -2);
  const scaled = image({ slope: 2, intercept: -1000, preScale: { enabled: true, scaled: true } });
  mendWindow(scaled);
  expect(scaled.windowCenter).toBeCloseTo(5025, -2);
});

test("copes with a flat image", () => {
  const flat = image({ getPixelData: () => new Uint8Array(100).fill(7) });
  mendWindow(flat);
  expect(flat.windowWidth).toBe(1);
  expect(flat.windowCenter).toBe(7);
});
