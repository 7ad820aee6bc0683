import * as cornerstone from "@cornerstonejs/core";
import { afterEach, describe, expect, it } from "vitest";
import { createPlugin, type Plugin } from "../../../plugin/index.ts";
import { openVolumeStage, type VolumeStage } from "./support/stage.ts";
import { type Lesion, makeLesion } from "./support/volume.ts";
import { reaches } from "./support/wait.ts";

const manifest = new URL("./support/manifest.json", import.meta.url);
const { AXIAL, SAGITTAL, CORONAL } = cornerstone.Enums.OrientationAxis;

let plugin: Plugin | undefined;
let lesion: Lesion | undefined;
let stage: VolumeStage | undefined;

afterEach(() => {
  plugin?.dispose();
  stage?.close();
  lesion?.remove();
});

describe("the probe in a volume viewport", () => {
  it.each([AXIAL, SAGITTAL, CORONAL])(
    "reads image, reconstruction, residual and anomaly, %s",
    async (view) => {
      const made = await makeLesion({
        modality: "CT",
        orientation: "oblique",
        reversed: true,
        answer(_, usual) {
          const result = usual();
          const residual = result.map.map((value) => value / 4);
          return {
            ...result,
            maps: { anomaly: result.map, residual },
            reconstruction: result.map.map((value) => value / 9),
          };
        },
      });
      lesion = made;
      plugin = await createPlugin({ cornerstone, manifest, engine: made.engine });
      const opened = await openVolumeStage(view);
      stage = opened;
      await opened.viewport.setVolumes([{ volumeId: made.volumeId }]);
      opened.viewport.jumpToWorld(made.world);
      await opened.render();
      const overlay = await plugin.attach(opened.viewport);
      overlay.enabled = true;
      await reaches(overlay, "ready");
      await expect.poll(() => overlay.progress).toBeUndefined();
      const [x, y] = opened.viewport.worldToCanvas(made.world);
      const probe = overlay.probe({ canvas: [x, y] });
      expect(probe).toMatchObject({ imageId: made.imageIds[made.slice], unit: "HU" });
      expect(probe?.point.column).toBeCloseTo(made.spot.column, 3);
      expect(probe?.point.row).toBeCloseTo(made.spot.row, 3);
      // The lesion's peak in the image; the map's own pixels do not lie on it exactly.
      expect(probe?.value).toBe(900);
      const { anomaly, residual, reconstruction } = probe!.maps!;
      expect(anomaly).toBeGreaterThan(1.6);
      expect(residual).toBeCloseTo(anomaly / 4, 5);
      expect(reconstruction).toBeCloseTo(anomaly / 9, 5);
      expect(overlay.probe({ canvas: [-400, -400] })).toBeUndefined();
    },
  );
});
