import * as cornerstone from "@cornerstonejs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFrame } from "../../../plugin/cornerstone/read-frame.ts";
import { pixelToWorld, slicePlane } from "../../../plugin/cornerstone/slice-geometry.ts";
import { createPlugin, type Overlay, type Plugin } from "../../../plugin/index.ts";
import { ModelIntegrityError } from "../../../src/errors/index.ts";
import { phantom } from "../../fixtures/phantom.ts";
import { addDicomFile } from "./support/dicom-files.ts";
import { fixture } from "./support/fixture.ts";
import { colourAt, difference } from "./support/measure.ts";
import { openStage, type Stage } from "./support/stage.ts";
import { reaches } from "./support/wait.ts";

const lesion = { column: 0.66, row: 0.4, radius: 0.07 };
const healthy = phantom({ seed: 1, SOPInstanceUID: "2.25.21" });
const diseased = phantom({ seed: 2, SOPInstanceUID: "2.25.22", lesion });

describe("DICOM files, Cornerstone's loader, the worker and a bundle", () => {
  let stage: Stage;
  let plugin: Plugin | undefined;
  let imageIds: string[];

  beforeEach(async () => {
    stage = await openStage();
    imageIds = await Promise.all([addDicomFile(healthy), addDicomFile(diseased)]);
    await stage.viewport.setStack(imageIds);
  });

  afterEach(() => {
    plugin?.dispose();
    plugin = undefined;
    stage.close();
  });

  async function attach(manifest: string): Promise<Overlay> {
    plugin = await createPlugin({ cornerstone, manifest: fixture(manifest), preferredBackend: "webgl" });
    const overlay = await plugin.attach(stage.viewport);
    overlay.enabled = true;
    overlay.style = { threshold: "off", opacity: 1 };
    return overlay;
  }

  it("reads the very frame that was written, the modality LUT applied once", () => {
    const frame = readFrame(stage.viewport.getCornerstoneImage(), cornerstone.metaData);
    const { pixels, ...rest } = frame;
    const { pixels: written, ...expected } = healthy;
    expect(rest).toEqual({
      ...expected,
      tags: { ...expected.tags, SOPClassUID: "1.2.840.10008.5.1.4.1.1.4" },
    });
    expect(pixels).toEqual(written.map(Math.round));
  });

  it("shows the heatmap hottest where the image is unusual", async () => {
    const overlay = await attach("tiny-manifest.json");
    await reaches(overlay, "ready", "error");
    expect(overlay.error).toBeUndefined();
    expect(overlay.model?.identity).toMatchObject({ id: "tiny", version: "1.0.0" });
    await stage.viewport.setImageIdIndex(1);
    await reaches(overlay, "ready");
    const [region] = overlay.result!.regions;
    const { columns, rows } = diseased;
    const centre = { column: lesion.column * columns - 0.5, row: lesion.row * rows - 0.5 };
    expect(Math.abs(region!.peakPoint.column - centre.column)).toBeLessThan(lesion.radius * columns);
    expect(Math.abs(region!.peakPoint.row - centre.row)).toBeLessThan(lesion.radius * rows);

    const hot = await stage.pixels();
    overlay.enabled = false;
    const plain = await stage.pixels();
    expect(difference(hot, plain).weight).toBeGreaterThan(1000);
    const [x, y] = stage.viewport.worldToCanvas(pixelToWorld(slicePlane(stage.viewport)!, centre));
    expect(colourAt(hot, x, y)).not.toEqual(colourAt(plain, x, y));
  });

  it("scans a series, with what the overlay shows", async () => {
    const overlay = await attach("tiny-manifest.json");
    const items = await plugin!.scan(imageIds);
    await reaches(overlay, "ready");
    expect(items.map(({ imageId }) => imageId)).toEqual(imageIds);
    expect(items[0]!.result!.maps.anomaly).toEqual(overlay.result!.maps.anomaly);
    expect(items[1]!.result!.scores.anomaly!.value).toBeGreaterThan(items[0]!.result!.scores.anomaly!.value);
  });

  it("shows no overlay from a bundle that is not the one the manifest pins", async () => {
    const overlay = await attach("tampered-manifest.json");
    const plain = await stage.pixels();
    await reaches(overlay, "error");
    expect(overlay.error).toBeInstanceOf(ModelIntegrityError);
    expect(overlay.result).toBeUndefined();
    expect(difference(plain, await stage.pixels()).weight).toBe(0);
  });
});
