import { expect, it } from "vitest";
import { shownRegions } from "../../../plugin/cornerstone/shown-regions.ts";
import { defaultOverlayStyle } from "../../../plugin/overlay.ts";
import type { EngineResult } from "../../../src/inference/engine.ts";
import { findRegions } from "../../../src/scoring/regions.ts";
import { makeResult } from "../inference/make-result.ts";

const [height, width] = [16, 16];
const map = Float32Array.from({ length: height * width }, (_, index) =>
  Math.max(0, 4 - Math.hypot((index % width) - 8, Math.floor(index / width) - 8)),
);
const affine = { scaleColumn: 2, scaleRow: 2, offsetColumn: 0, offsetRow: 0 };
const threshold = 1;
const regions = findRegions({ map, height, width, affine, threshold, spacing: { row: 0.5, column: 0.5 } });
const result: EngineResult = {
  ...makeResult(1),
  height,
  width,
  affine,
  maps: { anomaly: map },
  regions,
  threshold,
};
const metaData = {
  get: (type: string) =>
    type === "imagePlaneModule" ? { rowPixelSpacing: 0.5, columnPixelSpacing: 0.5 } : undefined,
};
const at = (change: Partial<typeof defaultOverlayStyle>) =>
  shownRegions(result, { ...defaultOverlayStyle, ...change }, { imageId: "a", metaData });

it("are the result's own at the calibrated threshold, with none, and on other maps", () => {
  expect(at({}).regions).toBe(regions);
  expect(at({ threshold: "off" }).regions).toBe(regions);
  expect(at({ map: "residual", threshold: 0.1 })).toMatchObject({ regions, threshold });
});

it("follow a threshold that was set by hand, with their sizes", () => {
  const higher = at({ threshold: 2 });
  expect(higher.threshold).toBe(2);
  expect(higher.regions[0]!.areaPixels).toBeLessThan(regions[0]!.areaPixels);
  expect(higher.regions[0]!.areaMm2).toBeCloseTo(higher.regions[0]!.areaPixels * 0.25, 9);
  expect(at({ threshold: 2 })).toBe(higher);
  expect(at({ threshold: 4.5 }).regions).toEqual([]);
});
