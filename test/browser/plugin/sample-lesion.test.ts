import * as cornerstone from "@cornerstonejs/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFacts } from "../../../plugin/cornerstone/read-facts.ts";
import { createPlugin, type Overlay, type Plugin, SeriesScan } from "../../../plugin/index.ts";
import { openLesionSample } from "./support/sample-study.ts";
import { openVolumeStage, type VolumeStage } from "./support/stage.ts";

const { AXIAL, SAGITTAL, CORONAL } = cornerstone.Enums.OrientationAxis;
const volumeId = "residua-test-volume:sample";
const { centre, radius, imageIds, volumeMl } = await openLesionSample();

describe("the sample series with an implanted lesion in MPR", () => {
  let plugin: Plugin;
  const views: { readonly stage: VolumeStage; readonly overlay: Overlay }[] = [];

  beforeAll(async () => {
    await cornerstone.volumeLoader.createAndCacheVolumeFromImages(volumeId, [...imageIds]);
    plugin = await createPlugin({ cornerstone, manifest: "/manifest.json", preferredBackend: "wasm" });
    for (const orientation of [AXIAL, SAGITTAL, CORONAL]) {
      const stage = await openVolumeStage(orientation);
      await stage.viewport.setVolumes([{ volumeId }]);
      stage.viewport.jumpToWorld([...centre]);
      await stage.render();
      const overlay = await plugin.attach(stage.viewport);
      overlay.enabled = true;
      views.push({ stage, overlay });
    }
    await Promise.all(views.map(({ overlay }) => scored(overlay)));
  }, 300_000);

  afterAll(() => {
    plugin.dispose();
    for (const { stage } of views) stage.close();
    cornerstone.cache.removeVolumeLoadObject(volumeId);
  });

  it.each([0, 1, 2])(
    "lights up at the same point of the patient in all three planes: plane %s",
    async (index) => {
      const { stage, overlay } = views[index]!;
      const drawn = await stage.pixels();
      overlay.enabled = false;
      const plain = await stage.pixels();
      overlay.enabled = true;
      const place = stage.viewport.worldToCanvas([...centre]);
      const scale = pixelsPerMm(stage);
      const lit = litShares(plain, drawn, { x: place[0], y: place[1], radius: radius * scale });
      expect(lit.inside).toBeGreaterThan(0.2);
      expect(lit.outside).toBeLessThan(0.05);
      const { maps, imageId } = overlay.probe({ canvas: [place[0], place[1]] })!;
      expect(maps!.timesThreshold).toBeGreaterThan(1);
      // The middle of the mask lies in the same slice in every plane.
      expect(imageId).toBe(views[0]!.overlay.imageId);
    },
  );

  it("lists the lesion as the series' most severe region, at its place, with about its volume", () => {
    const series = new SeriesScan({
      images: imageIds.map((imageId) => ({ imageId, ...readFacts(imageId, cornerstone.metaData) })),
      scanner: plugin,
      onChange: () => {},
    });
    // The volume has scored it all.
    expect(series.state).toBe("done");
    const [severest] = series.regions.regions;
    const away = severest!.peakPosition!.map((x, axis) => x - centre[axis]!);
    expect(Math.hypot(...away)).toBeLessThan(radius);
    // What exceeds the threshold of a smoothed map on a coarse grid is not the lesion's outline.
    expect(severest!.volumeMl! / volumeMl).toBeGreaterThan(0.4);
    expect(severest!.volumeMl! / volumeMl).toBeLessThan(2.5);
  });
});

/** Until all slices have been scored. */
function scored(overlay: Overlay): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (overlay.error) reject(overlay.error);
      if (overlay.state === "ready" && !overlay.progress) resolve();
    };
    overlay.addEventListener("residua-state", check);
    check();
  });
}

function pixelsPerMm({ viewport }: VolumeStage): number {
  return viewport.canvas.clientHeight / (2 * viewport.getCamera().parallelScale!);
}

/** Shares of the canvas's pixels within a circle, and outside of it, that the heatmap has coloured. */
function litShares(plain: ImageData, drawn: ImageData, circle: { x: number; y: number; radius: number }) {
  const count = { inside: 0, outside: 0 };
  const lit = { inside: 0, outside: 0 };
  for (let index = 0; index < plain.data.length; index += 4) {
    const [x, y] = [(index / 4) % plain.width, Math.floor(index / 4 / plain.width)];
    const where = Math.hypot(x - circle.x, y - circle.y) < circle.radius ? "inside" : "outside";
    count[where]++;
    const changed = [0, 1, 2].some(
      (channel) => Math.abs(plain.data[index + channel]! - drawn.data[index + channel]!) > 8,
    );
    if (changed) lit[where]++;
  }
  return { inside: lit.inside / count.inside, outside: lit.outside / count.outside };
}
