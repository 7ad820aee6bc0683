import * as cornerstone from "@cornerstonejs/core";
import { afterEach, describe, expect, it } from "vitest";
import { createPlugin, type Overlay, type Plugin } from "../../../plugin/index.ts";
import { ContextLostError, ViewportError } from "../../../src/errors/index.ts";
import { heatmapColour } from "../../../src/ui/colormaps.ts";
import { knownEngine, model } from "./support/known-engine.ts";
import { brightness, colourAt, difference } from "./support/measure.ts";
import { openStage, openVolumeStage, stageSize, type VolumeStage } from "./support/stage.ts";
import { type Lesion, type LesionOptions, makeLesion } from "./support/volume.ts";
import { deferred, reaches, settled } from "./support/wait.ts";

const manifest = new URL("./support/manifest.json", import.meta.url);
const { AXIAL, SAGITTAL, CORONAL, ACQUISITION } = cornerstone.Enums.OrientationAxis;
const middle = stageSize / 2;

let plugin: Plugin | undefined;
let lesion: Lesion | undefined;
let stages: VolumeStage[] = [];

afterEach(() => {
  plugin?.dispose();
  plugin = undefined;
  for (const stage of stages) stage.close();
  stages = [];
  lesion?.remove();
  lesion = undefined;
});

interface View {
  readonly stage: VolumeStage;
  readonly overlay: Overlay;
}

/** Viewports of one volume, each looking at the lesion, with the overlay on. */
async function open(
  options: LesionOptions,
  ...orientations: readonly cornerstone.Enums.OrientationAxis[]
): Promise<{ lesion: Lesion; views: View[] }> {
  const made = await makeLesion(options);
  lesion = made;
  plugin = await createPlugin({ cornerstone, manifest, engine: made.engine });
  const views: View[] = [];
  for (const orientation of orientations) {
    const stage = await openVolumeStage(orientation);
    stages.push(stage);
    await stage.viewport.setVolumes([{ volumeId: made.volumeId }]);
    stage.viewport.setProperties({ voiRange: { lower: 0, upper: 1000 } });
    stage.viewport.jumpToWorld(made.world);
    // The host shows a volume's first frame before all of it has reached the GPU.
    await stage.render();
    await stage.render();
    const overlay = await plugin.attach(stage.viewport);
    overlay.style = { threshold: "off", opacity: 1 };
    views.push({ stage, overlay });
  }
  return { lesion: made, views };
}

async function scored(...views: readonly View[]): Promise<void> {
  for (const { overlay } of views) overlay.enabled = true;
  for (const { overlay } of views) {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (overlay.state !== "ready" || overlay.progress) return;
        overlay.removeEventListener("residua-state", check);
        resolve();
      };
      overlay.addEventListener("residua-state", check);
      check();
    });
  }
}

/** Where the heatmap's spot, the image's and the lesion itself are on the canvas. */
async function measure({ stage, overlay }: View, world: cornerstone.Types.Point3) {
  const drawn = await stage.pixels();
  overlay.enabled = false;
  const without = await stage.pixels();
  overlay.enabled = true;
  const [x, y] = stage.viewport.worldToCanvas(world);
  return { expected: { x, y }, heatmap: difference(without, drawn), image: brightness(without) };
}

async function expectInPlace(view: View, world: cornerstone.Types.Point3): Promise<void> {
  const { expected, heatmap, image } = await measure(view, world);
  expect(heatmap.weight).toBeGreaterThan(1000);
  expect(Math.hypot(heatmap.x - expected.x, heatmap.y - expected.y)).toBeLessThan(1);
  expect(Math.hypot(heatmap.x - image.x, heatmap.y - image.y)).toBeLessThan(1.5);
}

describe("a lesion lights up where it lies in the patient, in all three planes", () => {
  const kinds: Record<string, LesionOptions> = {
    "an axial series": {},
    "a series in reversed order": { reversed: true },
    "an oblique series": { orientation: "oblique" },
    "an oblique series in reversed order": { orientation: "oblique", reversed: true },
  };
  for (const [kind, options] of Object.entries(kinds)) {
    it(kind, async () => {
      const { lesion, views } = await open(options, AXIAL, SAGITTAL, CORONAL);
      await scored(...views);
      for (const view of views) await expectInPlace(view, lesion.world);
      expect(lesion.engine.asked).toHaveLength(lesion.slices);
    });
  }

  it("under zoom, pan, rotation and flips", async () => {
    const { lesion, views } = await open({}, SAGITTAL);
    await scored(...views);
    const { viewport } = views[0]!.stage;
    const moves: (() => void)[] = [
      () => viewport.setZoom(1.6),
      () => viewport.setPan([17, -23]),
      () => viewport.setViewPresentation({ rotation: 90 }),
      () => viewport.setCamera({ flipHorizontal: true }),
      () => viewport.setCamera({ flipVertical: true }),
    ];
    for (const move of moves) {
      move();
      await expectInPlace(views[0]!, lesion.world);
    }
  });

  it("in the plane of acquisition of an oblique series, slice by slice", async () => {
    const { lesion, views } = await open({ orientation: "oblique" }, ACQUISITION);
    await scored(...views);
    const { stage, overlay } = views[0]!;
    expect(overlay.imageId).toBe(lesion.imageIds[lesion.slice]);
    await expectInPlace(views[0]!, lesion.world);
    stage.viewport.scroll(1);
    expect([lesion.imageIds[lesion.slice - 1], lesion.imageIds[lesion.slice + 1]]).toContain(overlay.imageId);
  });
});

/** The same value everywhere. */
const flat: LesionOptions = {
  answer: (_, usual) => {
    const result = usual();
    return { ...result, map: result.map.map(() => 1.2) };
  },
};

describe("how it looks", () => {
  it.each([AXIAL, SAGITTAL, CORONAL])("has the stack's colours and opacity, %s", async (orientation) => {
    const { views } = await open(flat, orientation);
    await scored(...views);
    const { stage, overlay } = views[0]!;
    overlay.enabled = false;
    const [grey] = colourAt(await stage.pixels(), middle, middle);
    overlay.enabled = true;
    for (const opacity of [1, 0.6, 0.3]) {
      overlay.style = { opacity };
      const { lower, upper } = model.maps.anomaly!.display;
      const colour = heatmapColour("inferno", (1.2 - lower) / (upper - lower));
      const alpha = colour.opacity * opacity;
      const actual = colourAt(await stage.pixels(), middle, middle);
      [colour.red, colour.green, colour.blue].forEach((channel, index) => {
        const expected = alpha * channel + (1 - alpha) * grey!;
        expect(Math.abs(actual[index]! - expected)).toBeLessThanOrEqual(4);
      });
    }
  });

  it("is there only while enabled, and above the threshold, without scoring anew", async () => {
    const { lesion, views } = await open(flat, CORONAL);
    const { stage, overlay } = views[0]!;
    const plain = await stage.pixels();
    await scored(...views);
    expect(difference(plain, await stage.pixels()).weight).toBeGreaterThan(1000);
    overlay.style = { threshold: 1.3 };
    expect(difference(plain, await stage.pixels()).weight).toBe(0);
    overlay.style = { threshold: 1.1 };
    expect(difference(plain, await stage.pixels()).weight).toBeGreaterThan(1000);
    overlay.enabled = false;
    expect(difference(plain, await stage.pixels()).weight).toBe(0);
    expect(lesion.engine.asked).toHaveLength(lesion.slices);
  });
});

describe("how a volume is scored", () => {
  it("what is on the screen at once, the rest nearest first when it is enabled, once for all views", async () => {
    const { lesion, views } = await open({}, AXIAL, CORONAL);
    const order = () => lesion.engine.asked.map(({ tags }) => Number(tags.seriesDescription));
    for (const { overlay } of views) await reaches(overlay, "ready");
    await settled();
    // A coronal view looks at the middle of the stack, until it is moved.
    expect(order()).toEqual([7, 5]);
    views[0]!.stage.viewport.scroll(1);
    await expect.poll(() => order().length).toBe(3);
    await scored(...views);
    expect(order()).toHaveLength(lesion.slices);
    const focus = order()[2]!;
    const distances = order()
      .slice(3)
      .map((slice) => Math.abs(slice - focus));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it("shows slices as they come, says how many are done, and stops when the last view goes", async () => {
    const gates = new Map<number, ReturnType<typeof deferred<void>>>();
    const { lesion, views } = await open(
      {
        answer: async (slice, usual) => {
          const gate = deferred<void>();
          gates.set(slice, gate);
          await gate.promise;
          return flat.answer!(slice, usual);
        },
      },
      SAGITTAL,
    );
    const { overlay, stage } = views[0]!;
    const plain = await stage.pixels();
    overlay.enabled = true;
    await expect.poll(() => gates.has(5)).toBe(true);
    expect(overlay.progress).toEqual({ done: 0, total: lesion.slices });
    gates.get(5)!.resolve();
    await expect.poll(() => overlay.progress?.done).toBe(1);
    expect(overlay.state).toBe("ready");
    const one = difference(plain, await stage.pixels()).weight;
    expect(one).toBeGreaterThan(1000);
    await expect.poll(() => gates.size).toBe(2);
    for (const gate of gates.values()) gate.resolve();
    await expect.poll(() => overlay.progress?.done).toBe(2);
    expect(difference(plain, await stage.pixels()).weight).toBeGreaterThan(1.5 * one);
    await expect.poll(() => lesion.engine.asked.length).toBe(3);
    overlay.dispose();
    expect(lesion.engine.signals.at(-1)?.aborted).toBe(true);
    for (const gate of gates.values()) gate.resolve();
    await settled();
    expect(lesion.engine.asked).toHaveLength(3);
    expect(difference(plain, await stage.pixels()).weight).toBe(0);
  });

  it("is refused as a stack is where the model is not for the images", async () => {
    const reasons = [{ code: "plane", message: "The model is for axial images.", details: {} }];
    const refused: LesionOptions = {
      answer: (_, usual) => ({ ...usual(), applicability: { outcome: "refused", reasons } }),
    };
    const { views } = await open(refused, AXIAL, SAGITTAL);
    for (const { overlay, stage } of views) {
      const plain = await stage.pixels();
      overlay.enabled = true;
      await reaches(overlay, "refused");
      expect(overlay.reasons).toEqual(reasons);
      expect(difference(plain, await stage.pixels()).weight).toBe(0);
    }
  });

  it("stops at a failure that concerns all slices, and goes on when asked to", async () => {
    let away = true;
    const { lesion, views } = await open(
      {
        answer: (_, usual) => {
          if (away) throw new ContextLostError("The graphics processor was lost. Try again.");
          return usual();
        },
      },
      CORONAL,
    );
    const { overlay } = views[0]!;
    overlay.enabled = true;
    await reaches(overlay, "error");
    expect(overlay.error).toBeInstanceOf(ContextLostError);
    expect(lesion.engine.asked).toHaveLength(1);
    away = false;
    overlay.retry();
    await scored(...views);
    await expectInPlace(views[0]!, lesion.world);
  });

  it.each([
    ["a tilted gantry", { tilt: 1.2 }, "tilted"],
    ["slices that are missing", { gap: 4 }, "irregular"],
  ])("refuses %s with the reason", async (_, options, reason) => {
    const { lesion, views } = await open(options, SAGITTAL);
    const { overlay } = views[0]!;
    overlay.enabled = true;
    await reaches(overlay, "error");
    expect(overlay.error).toBeInstanceOf(ViewportError);
    expect((overlay.error as ViewportError).details.reason).toBe(reason);
    expect(lesion.engine.asked).toEqual([]);
  });
});

describe("regions", () => {
  it("bring every view of the volume to them, outlined in the plane of acquisition", async () => {
    const { lesion, views } = await open({}, AXIAL, SAGITTAL, CORONAL);
    await scored(...views);
    for (const { stage } of views) stage.viewport.setPan([31, 12]);
    views[0]!.overlay.selectRegion(1);
    for (const { stage } of views) {
      await stage.render();
      const [x, y] = stage.viewport.worldToCanvas(lesion.world);
      expect(Math.hypot(x - middle, y - middle)).toBeLessThan(2);
    }
    const outlines = views.map(({ stage }) => stage.element.querySelectorAll(".residua-outlines").length);
    expect(outlines).toEqual([1, 0, 0]);
    const box = views[0]!.stage.element.querySelector(".residua-outlines path")!.getBoundingClientRect();
    expect((box.left + box.right) / 2).toBeCloseTo(middle, -1);
  });
});

describe("its life", () => {
  it("leaves nothing behind: pixels, actors, cache, page", async () => {
    const { lesion, views } = await open({}, AXIAL, SAGITTAL);
    const before = await Promise.all(
      views.map(async ({ stage }) => ({
        actors: stage.viewport.getActors().map(({ uid }) => uid),
        html: stage.element.innerHTML,
        pixels: await stage.pixels(),
        camera: stage.viewport.getCamera(),
      })),
    );
    const cached = cornerstone.cache.getCacheSize();
    await scored(...views);
    plugin!.dispose();
    await settled();
    for (const [index, { stage }] of views.entries()) {
      expect(difference(before[index]!.pixels, await stage.pixels()).weight).toBe(0);
      expect(stage.viewport.getActors().map(({ uid }) => uid)).toEqual(before[index]!.actors);
      expect(stage.element.innerHTML).toBe(before[index]!.html);
      expect(stage.viewport.getCamera()).toEqual(before[index]!.camera);
      stage.viewport.scroll(1);
      await stage.render();
    }
    expect(cornerstone.cache.getCacheSize()).toBe(cached);
    expect(lesion.engine.asked).toHaveLength(lesion.slices);
  });

  it("finds a volume as it was left, after a change of the layout", async () => {
    const { lesion, views } = await open({}, CORONAL);
    await scored(...views);
    views[0]!.stage.close();
    const stage = await openVolumeStage(SAGITTAL);
    stages = [stage];
    await stage.viewport.setVolumes([{ volumeId: lesion.volumeId }]);
    const overlay = await plugin!.attach(stage.viewport);
    await scored({ stage, overlay });
    expect(lesion.engine.asked).toHaveLength(lesion.slices);
  });

  it("waits for a volume, follows to another, and ends with its viewport", async () => {
    const made = await makeLesion();
    lesion = made;
    plugin = await createPlugin({ cornerstone, manifest, engine: made.engine });
    const stage = await openVolumeStage(AXIAL);
    stages.push(stage);
    const overlay = await plugin.attach(stage.viewport);
    overlay.enabled = true;
    expect(overlay.state).toBe("idle");
    await stage.viewport.setVolumes([{ volumeId: made.volumeId }]);
    await reaches(overlay, "ready");
    expect(made.imageIds).toContain(overlay.imageId);
    const other = await makeLesion({ reversed: true });
    await stage.viewport.setVolumes([{ volumeId: other.volumeId }]);
    await expect.poll(() => other.imageIds.includes(overlay.imageId ?? "")).toBe(true);
    stage.close();
    expect(await plugin.attach((await openStage()).viewport)).not.toBe(overlay);
    await expect(plugin.attach(stage.viewport)).rejects.toThrow(ViewportError);
    other.remove();
  });

  it("refuses viewports that show neither a stack nor a plane", async () => {
    plugin = await createPlugin({ cornerstone, manifest, engine: knownEngine(() => ({}) as never) });
    const rendering = { type: cornerstone.Enums.ViewportType.VOLUME_3D } as cornerstone.Types.IViewport;
    await expect(plugin.attach(rendering)).rejects.toThrow(ViewportError);
  });
});
