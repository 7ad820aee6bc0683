import * as cornerstone from "@cornerstonejs/core";
import { afterEach, expect, it } from "vitest";
import { readFacts } from "../../../plugin/cornerstone/read-facts.ts";
import { createPlugin, type Overlay, type Plugin, SeriesScan } from "../../../plugin/index.ts";
import { openStage, openVolumeStage, type StageOf } from "./support/stage.ts";
import { type Lesion, makeLesion } from "./support/volume.ts";
import { reaches } from "./support/wait.ts";

const manifest = new URL("./support/manifest.json", import.meta.url);
const { SAGITTAL } = cornerstone.Enums.OrientationAxis;

let plugin: Plugin;
let lesion: Lesion;
let stages: StageOf<unknown>[] = [];

async function start(): Promise<void> {
  lesion = await makeLesion();
  plugin = await createPlugin({ cornerstone, manifest, engine: lesion.engine });
}

afterEach(() => {
  plugin.dispose();
  for (const stage of stages) stage.close();
  stages = [];
  lesion.remove();
});

async function openVolume(): Promise<Overlay> {
  const stage = await openVolumeStage(SAGITTAL);
  stages.push(stage);
  await stage.viewport.setVolumes([{ volumeId: lesion.volumeId }]);
  const overlay = await plugin.attach(stage.viewport);
  overlay.enabled = true;
  return overlay;
}

const openSeries = (onChange = () => {}) =>
  new SeriesScan({
    images: lesion.imageIds.map((imageId) => ({ imageId, ...readFacts(imageId, cornerstone.metaData) })),
    scanner: plugin,
    onChange,
  });

it("a volume opened after a scan is there at once, and nothing is scored twice", async () => {
  await start();
  const series = openSeries();
  series.start();
  await expect.poll(() => series.state).toBe("done");
  const overlay = await openVolume();
  expect(overlay.state).toBe("ready");
  expect(overlay.progress).toBeUndefined();
  expect(overlay.result?.maps.anomaly).toBeDefined();
  expect(lesion.engine.asked).toHaveLength(lesion.slices);
});

it("what a volume scores fills the strip and the list, and a scan has nothing left to do", async () => {
  await start();
  const series = openSeries();
  const overlay = await openVolume();
  await reaches(overlay, "ready");
  await expect.poll(() => series.state).toBe("done");
  expect(overlay.progress).toBeUndefined();
  const [region] = series.regions.regions;
  expect(region?.parts.map(({ slice }) => slice)).toContain(lesion.slice);
  series.start();
  await expect.poll(() => series.state).toBe("done");
  // A series that is listed later, as after a change of the layout, knows it all too.
  expect(openSeries().state).toBe("done");
  expect(lesion.engine.asked).toHaveLength(lesion.slices);
});

it("an image that a stack shows is known to the volume", async () => {
  await start();
  const stage = await openStage();
  stages.push(stage);
  await stage.viewport.setStack([...lesion.imageIds], lesion.slice);
  await reaches(await plugin.attach(stage.viewport), "ready");
  const overlay = await openVolume();
  expect(overlay.progress?.done).toBe(1);
  await expect.poll(() => overlay.progress).toBeUndefined();
  expect(lesion.engine.asked).toHaveLength(lesion.slices);
});

it("a volume goes on where a scan was cancelled", async () => {
  await start();
  const series = openSeries(() => {
    if (series.done === 4) series.cancel();
  });
  series.start();
  await expect.poll(() => series.done).toBe(4);
  expect(series.state).toBe("idle");
  const overlay = await openVolume();
  await expect.poll(() => overlay.progress === undefined && series.state === "done").toBe(true);
  // One may have been on its way when the scan was cancelled.
  expect(lesion.engine.asked.length).toBeLessThanOrEqual(lesion.slices + 1);
});

it("results of before are forgotten when a model's rules are overridden", async () => {
  await start();
  const overlay = await openVolume();
  await expect.poll(() => overlay.state === "ready" && overlay.progress === undefined).toBe(true);
  overlay.override = true;
  await expect.poll(() => lesion.engine.asked.length).toBe(2 * lesion.slices);
});
