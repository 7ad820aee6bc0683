import * as cornerstone from "@cornerstonejs/core";
import { afterEach, expect, it } from "vitest";
import { createPlugin, type Plugin } from "../../../plugin/index.ts";
import { knownEngine, spotMap } from "./support/known-engine.ts";
import { difference } from "./support/measure.ts";
import { addSlices, slice } from "./support/slices.ts";
import { openStage, type Stage } from "./support/stage.ts";
import { reaches } from "./support/wait.ts";

const side = 4096;
const manifest = new URL("./support/manifest.json", import.meta.url);
let plugin: Plugin | undefined;
let stage: Stage | undefined;
let imageIds: string[] = [];

afterEach(() => {
  plugin?.dispose();
  stage?.close();
  for (const imageId of imageIds) cornerstone.cache.removeImageLoadObject(imageId);
});

it("a radiograph of 4096 x 4096 pixels has its heatmap in place, and a probe reads it", async () => {
  const [height, width] = [32, 32];
  const spot = { column: 20, row: 9 };
  const scale = side / width;
  const affine = {
    scaleColumn: scale,
    scaleRow: scale,
    offsetColumn: (scale - 1) / 2,
    offsetRow: (scale - 1) / 2,
  };
  const engine = knownEngine(() => ({ affine, height, width, map: spotMap(height, width, spot) }));
  plugin = await createPlugin({ cornerstone, manifest, engine });
  stage = await openStage();
  imageIds = addSlices(
    slice("radiograph", { rows: side, columns: side, rowSpacing: 0.1, columnSpacing: 0.1, modality: "DX" }),
  );
  await stage.viewport.setStack(imageIds);
  const overlay = await plugin.attach(stage.viewport);
  await reaches(overlay, "ready");
  const plain = await stage.pixels();
  overlay.enabled = true;
  overlay.style = { threshold: "off", opacity: 1 };
  await expect.poll(async () => difference(plain, await stage!.pixels()).weight).toBeGreaterThan(1000);
  const { x, y } = difference(plain, await stage.pixels());
  const point = { column: scale * spot.column + (scale - 1) / 2, row: scale * spot.row + (scale - 1) / 2 };
  // The image fills the stage.
  const perPixel = plain.width / side;
  expect(Math.hypot(x - perPixel * (point.column + 0.5), y - perPixel * (point.row + 0.5))).toBeLessThan(1.5);
  const [frame] = engine.asked;
  expect([frame!.rows, frame!.columns, frame!.pixels.length]).toEqual([side, side, side * side]);
  const probe = overlay.probe({ pixel: point });
  expect(probe?.value).toBe(400);
  expect(probe?.maps?.anomaly).toBeCloseTo(1.8, 2);
});
