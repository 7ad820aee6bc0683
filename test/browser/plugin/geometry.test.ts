import * as cornerstone from "@cornerstonejs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pixelToWorld, slicePlane } from "../../../plugin/cornerstone/slice-geometry.ts";
import { createPlugin, type Overlay, type Plugin } from "../../../plugin/index.ts";
import { type Affine, applyAffine, type PixelPoint } from "../../../src/imaging/affine.ts";
import { knownEngine, spotMap } from "./support/known-engine.ts";
import { brightness, difference } from "./support/measure.ts";
import { addSlices, oblique, type Slice, slice } from "./support/slices.ts";
import { openStage, type Stage } from "./support/stage.ts";
import { reaches } from "./support/wait.ts";

const manifest = new URL("./support/manifest.json", import.meta.url);
/** A crop that starts off the image's grid and is stretched differently along its axes. */
const affine: Affine = { scaleColumn: 2.3, scaleRow: 1.4, offsetColumn: 11.7, offsetRow: 8.2 };
const [height, width] = [32, 24];
const modelSpot: PixelPoint = { column: 8, row: 21 };
const imageSpot = applyAffine(affine, modelSpot);

const engine = () => knownEngine(() => ({ affine, height, width, map: spotMap(height, width, modelSpot) }));

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
    // Drawn before the viewport moved: nothing but the following is measured.
    const withHeatmap = await stage.pixels();
    overlay.enabled = false;
    const without = await stage.pixels();
    overlay.enabled = true;
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
    overlay.enabled = true;
    await reaches(overlay, "ready");
    await stage.render();
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

  it("follows the scroll through a stack", async () => {
    const spots = [2, 0, 1].map((shift) => ({ column: 6 + 4 * shift, row: 24 - 5 * shift }));
    const known = knownEngine(({ tags }) => {
      const spot = spots[Number(tags.seriesDescription)]!;
      return { affine, height, width, map: spotMap(height, width, spot) };
    });
    plugin.dispose();
    plugin = await createPlugin({ cornerstone, manifest, engine: known });
    const geometry = { ...oblique(), origin: [-83.4, 151.7, -202.9] } as const;
    const overlay = await open(
      ...spots.map((spot, index) => {
        const origin = geometry.origin.map((x) => x + 5 * index) as [number, number, number];
        const imageSpot = applyAffine(affine, spot);
        return slice(`scroll ${index}`, { ...geometry, origin, spot: imageSpot, description: String(index) });
      }),
    );
    stage.viewport.setZoom(1.2);
    for (const index of [1, 2, 0, 2]) {
      await stage.viewport.setImageIdIndex(index);
      await reaches(overlay, "ready");
      await expectInPlace(overlay, applyAffine(affine, spots[index]!));
    }
  });

  it("follows a change to a stack of another size, spacing and orientation, and back", async () => {
    const small = slice("small", { spot: imageSpot });
    const large = slice("large", {
      ...oblique(),
      rows: 160,
      columns: 96,
      rowSpacing: 0.4,
      columnSpacing: 1.1,
      origin: [300.5, -20.25, 99],
      spot: imageSpot,
    });
    const overlay = await open(small);
    await expectInPlace(overlay);
    for (const next of [large, small, large]) {
      await stage.viewport.setStack(addSlices(next));
      await reaches(overlay, "ready");
      await expectInPlace(overlay);
    }
  });

  it("leaves the view and the image's own look as they were", async () => {
    await stage.viewport.setStack(addSlices(slice("look", { spot: imageSpot, spacingKnown: false })));
    stage.viewport.setProperties({ voiRange: { lower: 100, upper: 600 }, invert: true });
    stage.viewport.setZoom(1.5);
    stage.viewport.setPan([11, -7]);
    const look = () => {
      const { voiRange, invert, VOILUTFunction } = stage.viewport.getProperties();
      const { hasPixelSpacing } = stage.viewport.getImageData() as cornerstone.Types.IImageData;
      return { voiRange, invert, VOILUTFunction, hasPixelSpacing, modality: stage.viewport.modality };
    };
    const before = { look: look(), pixels: await stage.pixels(), zoom: stage.viewport.getZoom() };
    const overlay = await plugin.attach(stage.viewport);
    overlay.enabled = true;
    await reaches(overlay, "ready");
    await stage.pixels();
    expect(look()).toEqual(before.look);
    expect(stage.viewport.getZoom()).toBeCloseTo(before.zoom);
    expect(stage.viewport.getPan()[0]).toBeCloseTo(11);
    expect(stage.viewport.getPan()[1]).toBeCloseTo(-7);
    overlay.enabled = false;
    expect(difference(before.pixels, await stage.pixels()).weight).toBe(0);
  });
});
