import * as cornerstone from "@cornerstonejs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pixelToWorld, slicePlane } from "../../../plugin/cornerstone/slice-geometry.ts";
import { createPlugin, type Overlay, type Plugin } from "../../../plugin/index.ts";
import { type Affine, applyAffine, type PixelPoint } from "../../../src/imaging/affine.ts";
import { knownEngine, spotMap } from "./support/known-engine.ts";
import { brightness, difference } from "./support/measure.ts";
import { addSlices, oblique, type Slice, slice } from "./support/slices.ts";
import { openStage, type Stage } from "./support/stage.ts";

const manifest = new URL("./support/manifest.json", import.meta.url);
/** A crop that starts off the image's grid and is stretched differently along its axes. */
const affine: Affine = { scaleColumn: 2.3, scaleRow: 1.4, offsetColumn: 11.7, offsetRow: 8.2 };
const [height, width] = [32, 24];
const modelSpot: PixelPoint = { column: 8, row: 21 };
const imageSpot = applyAffine(affine, modelSpot);

const engine = () => knownEngine(() => ({ affine, height, width, map: spotMap(height, width, modelSpot) }));

function ready(overlay: Overlay): Promise<void> {
  if (overlay.state === "ready") return Promise.resolve();
  return new Promise((resolve) => {
    overlay.addEventListener("residua-score", () => resolve(), { once: true });
  });
}

const orientations = { axial: {}, oblique: { ...oblique(), origin: [-183.4, 251.7, -402.9] } } as const;
const movements: Record<string, (viewport: Stage["viewport"]) => void> = {
  "as it opens": () => undefined,
  zoomed: (viewport) => viewport.setZoom(1.7),
  panned: (viewport) => viewport.setPan([23, -31]),
  "rotated by 90 degrees": (viewport) => viewport.setViewPresentation({ rotation: 90 }),
  "rotated by 37 degrees": (viewport) => viewport.setViewPresentation({ rotation: 37 }),
  "flipped left to right": (viewport) => viewport.setCamera({ flipHorizontal: true }),
  "flipped upside down": (viewport) => viewport.setCamera({ flipVertical: true }),
  "flipped both ways, rotated, zoomed and panned": (viewport) => {
    viewport.setCamera({ flipHorizontal: true });
    viewport.setCamera({ flipVertical: true });
    viewport.setViewPresentation({ rotation: 270 });
    viewport.setZoom(1.3);
    viewport.setPan([-12, 9]);
  },
};

describe("the heatmap lies where the image is", () => {
  let stage: Stage;
  let plugin: Plugin;

  beforeEach(async () => {
    stage = await openStage();
    plugin = await createPlugin({ cornerstone, manifest, engine: engine() });
  });

  afterEach(() => {
    plugin.dispose();
    stage.close();
  });

  /** The heatmap's spot, the same spot in the image itself, and where Cornerstone says they are. */
  async function measure(overlay: Overlay, at: PixelPoint = imageSpot) {
    overlay.enabled = false;
    const without = await stage.pixels();
    overlay.enabled = true;
    const withHeatmap = await stage.pixels();
    const [x, y] = stage.viewport.worldToCanvas(pixelToWorld(slicePlane(stage.viewport)!, at));
    return { expected: { x, y }, heatmap: difference(without, withHeatmap), image: brightness(without) };
  }

  async function expectInPlace(overlay: Overlay, at?: PixelPoint) {
    const { expected, heatmap, image } = await measure(overlay, at);
    expect(heatmap.weight).toBeGreaterThan(1000);
    expect(Math.hypot(heatmap.x - expected.x, heatmap.y - expected.y)).toBeLessThan(1);
    expect(Math.hypot(heatmap.x - image.x, heatmap.y - image.y)).toBeLessThan(1);
  }

  async function open(...slices: Slice[]) {
    await stage.viewport.setStack(addSlices(...slices));
    const overlay = await plugin.attach(stage.viewport);
    overlay.style = { opacity: 0.8, threshold: "off" };
    await ready(overlay);
    return overlay;
  }

  for (const [orientation, geometry] of Object.entries(orientations)) {
    for (const [movement, move] of Object.entries(movements)) {
      it(`${orientation}, ${movement}`, async () => {
        const overlay = await open(
          slice(`${orientation} ${movement}`, { ...geometry, spot: imageSpot } as Slice),
        );
        move(stage.viewport);
        await expectInPlace(overlay);
      });
    }
  }
});
