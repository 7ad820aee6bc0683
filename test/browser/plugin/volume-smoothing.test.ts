import * as cornerstone from "@cornerstonejs/core";
import { afterEach, expect, it } from "vitest";
import { createPlugin, type Plugin } from "../../../plugin/index.ts";
import { difference } from "./support/measure.ts";
import { openVolumeStage, type VolumeStage } from "./support/stage.ts";
import { type Lesion, makeLesion } from "./support/volume.ts";
import { reaches } from "./support/wait.ts";

const manifest = new URL("./support/manifest.json", import.meta.url);
const { AXIAL, CORONAL } = cornerstone.Enums.OrientationAxis;

let plugin: Plugin | undefined;
let lesion: Lesion | undefined;
let stage: VolumeStage | undefined;

afterEach(() => {
  plugin?.dispose();
  stage?.close();
  lesion?.remove();
});

async function open(orientation: cornerstone.Enums.OrientationAxis) {
  const made = await makeLesion();
  lesion = made;
  plugin = await createPlugin({ cornerstone, manifest, engine: made.engine });
  const opened = await openVolumeStage(orientation);
  stage = opened;
  await opened.viewport.setVolumes([{ volumeId: made.volumeId }]);
  opened.viewport.setProperties({ voiRange: { lower: 0, upper: 100_000 } });
  opened.viewport.jumpToWorld(made.world);
  const overlay = await plugin.attach(opened.viewport);
  await opened.render();
  overlay.enabled = true;
  overlay.style = { threshold: "off", opacity: 1 };
  await reaches(overlay, "ready");
  await expect.poll(() => overlay.progress).toBeUndefined();
  return { made, opened, overlay };
}

/** Standard deviation along the canvas's columns and rows of what the heatmap has changed. */
function spread(plain: ImageData, drawn: ImageData): { across: number; down: number } {
  const { x, y } = difference(plain, drawn);
  let [weight, across, down] = [0, 0, 0];
  for (let index = 0; index < plain.data.length; index += 4) {
    const change = Math.abs(plain.data[index]! - drawn.data[index]!);
    const [column, row] = [(index / 4) % plain.width, Math.floor(index / 4 / plain.width)];
    weight += change;
    across += change * (column + 0.5 - x) ** 2;
    down += change * (row + 0.5 - y) ** 2;
  }
  return { across: Math.sqrt(across / weight), down: Math.sqrt(down / weight) };
}

it("widens a finding across the slices and not within them", async () => {
  const { opened, overlay } = await open(CORONAL);
  const drawn = await opened.pixels();
  overlay.style = { smoothingMm: 12 };
  const smoothed = await opened.pixels();
  overlay.enabled = false;
  const plain = await opened.pixels();
  const [before, after] = [spread(plain, drawn), spread(plain, smoothed)];
  // The slices run down the canvas here.
  expect(after.down).toBeGreaterThan(1.3 * before.down);
  expect(after.across).toBeLessThan(1.1 * before.across);
});

it("changes what is drawn in the plane of the slices too, and nothing that is told", async () => {
  const { made, opened, overlay } = await open(AXIAL);
  const canvas = opened.viewport.worldToCanvas(made.world);
  const place = { canvas: [canvas[0], canvas[1]] as const };
  const { result, regions } = overlay;
  const probe = overlay.probe(place);
  const drawn = await opened.pixels();
  overlay.style = { smoothingMm: 12 };
  expect(difference(drawn, await opened.pixels()).weight).toBeGreaterThan(1000);
  expect(overlay.result).toBe(result);
  expect(overlay.regions).toEqual(regions);
  expect(overlay.probe(place)).toEqual(probe);
  expect(overlay.sliceSpacing).toBeCloseTo(4, 6);
  overlay.style = { smoothingMm: 0 };
  expect(difference(drawn, await opened.pixels()).weight).toBe(0);
  expect(made.engine.asked).toHaveLength(made.slices);
});
