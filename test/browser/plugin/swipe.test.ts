import * as cornerstone from "@cornerstonejs/core";
import { afterEach, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { createPlugin, type Overlay, type Plugin } from "../../../plugin/index.ts";
import { accessibilityFaults } from "../../../src/ui/testing/accessibility.ts";
import { type KnownResult, knownEngine, spotMap } from "./support/known-engine.ts";
import { colourAt } from "./support/measure.ts";
import { addSlices, slice } from "./support/slices.ts";
import { openStage, openVolumeStage, type StageOf, stageSize } from "./support/stage.ts";
import { makeLesion } from "./support/volume.ts";
import { reaches } from "./support/wait.ts";

const manifest = new URL("./support/manifest.json", import.meta.url);
/** What a test leaves behind, the last first. */
const ends: (() => void)[] = [];
let plugin: Plugin | undefined;
let count = 0;

afterEach(() => {
  plugin?.dispose();
  plugin = undefined;
  for (const end of ends.splice(0).reverse()) end();
});

const swipe = { mode: "swipe", label: "Reconstruction", dividerLabel: "Divider" } as const;

const divider = (stage: StageOf<unknown>) => stage.element.querySelector<HTMLElement>(".residua-swipe")!;

/** The image has one spot in its middle, the reconstruction two more on either side. */
async function attach() {
  const stage = await openStage();
  ends.push(() => stage.close());
  const spots = [8, 20, 32].map((column) => spotMap(32, 40, { column, row: 16 }));
  const result: KnownResult = {
    affine: { scaleColumn: 2, scaleRow: 2, offsetColumn: 0.5, offsetRow: 0.5 },
    height: 32,
    width: 40,
    map: new Float32Array(32 * 40),
    reconstruction: spots[1]!.map((value, index) => value + spots[0]![index]! + spots[2]![index]!),
  };
  await stage.viewport.setStack(addSlices(slice(`swipe ${++count}`, { spot: { column: 40.5, row: 32.5 } })));
  plugin = await createPlugin({ cornerstone, manifest, engine: knownEngine(() => result) });
  const overlay = await plugin.attach(stage.viewport);
  await reaches(overlay, "ready");
  return { stage, overlay };
}

/** Pixels on each side of the divider that differ from the image alone. */
async function covered(stage: StageOf<unknown>, overlay: Overlay): Promise<{ left: number; right: number }> {
  const { comparison } = overlay;
  const drawn = await stage.pixels();
  overlay.comparison = undefined;
  const image = await stage.pixels();
  overlay.comparison = comparison;
  const at = (Number(divider(stage).ariaValueNow) / 100) * stageSize;
  const found = { left: 0, right: 0 };
  for (let y = 60; y < stageSize; y += 2) {
    for (let x = 0; x < stageSize; x += 2) {
      if (Math.abs(x - at) < 4) continue;
      const differs = Math.abs(colourAt(drawn, x, y)[0] - colourAt(image, x, y)[0]) > 8;
      if (differs) found[x < at ? "left" : "right"]++;
    }
  }
  return found;
}

it("shows the image on the left and the reconstruction on the right, under zoom and pan", async () => {
  const { stage, overlay } = await attach();
  overlay.comparison = swipe;
  const moves = [
    () => undefined,
    () => stage.viewport.setZoom(1.6),
    () => stage.viewport.setPan([30, -20]),
    () => stage.viewport.setCamera({ flipHorizontal: true }),
  ];
  for (const move of moves) {
    move();
    const { left, right } = await covered(stage, overlay);
    expect(left).toBe(0);
    expect(right).toBeGreaterThan(30);
  }
});

it("is moved by keys, as a slider with a name, and stays where it was while other modes are shown", async () => {
  const { stage, overlay } = await attach();
  overlay.comparison = swipe;
  divider(stage).focus();
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{PageDown}");
  expect(divider(stage).ariaValueNow).toBe("36");
  expect(divider(stage).ariaLabel).toBe("Divider");
  // The stage stands outside of any landmark.
  expect((await accessibilityFaults()).filter((fault) => !fault.startsWith("region"))).toEqual([]);
  await userEvent.keyboard("{End}");
  expect(await covered(stage, overlay)).toEqual({ left: 0, right: 0 });
  divider(stage).focus();
  await userEvent.keyboard("{Home}{ArrowRight}");
  expect((await covered(stage, overlay)).right).toBeGreaterThan(60);
  overlay.comparison = { mode: "reconstruction", label: "Reconstruction" };
  expect(divider(stage)).toBeNull();
  overlay.comparison = swipe;
  expect(divider(stage).ariaValueNow).toBe("2");
});

it("is dragged, without the viewport's tools hearing of it, and goes with the overlay", async () => {
  const { stage, overlay } = await attach();
  overlay.comparison = swipe;
  const heard: string[] = [];
  for (const type of ["mousedown", "touchstart"]) {
    stage.element.addEventListener(type, ({ type }) => heard.push(type));
  }
  await userEvent.dragAndDrop(divider(stage), stage.element, { targetPosition: { x: 64, y: 200 } });
  expect(Number(divider(stage).ariaValueNow)).toBe(25);
  expect(heard).toEqual([]);
  overlay.dispose();
  expect(divider(stage)).toBeNull();
});

it("works in a volume's plane of acquisition, and not across it", async () => {
  const made = await makeLesion({
    answer: (_, usual) => {
      const { height, width, ...rest } = usual();
      return { ...rest, height, width, reconstruction: spotMap(height, width, { column: 18, row: 34 }) };
    },
  });
  ends.push(() => made.remove());
  plugin = await createPlugin({ cornerstone, manifest, engine: made.engine });
  const { AXIAL, SAGITTAL } = cornerstone.Enums.OrientationAxis;
  const seen: { left: number; right: number }[] = [];
  for (const orientation of [AXIAL, SAGITTAL]) {
    const stage = await openVolumeStage(orientation);
    ends.push(() => stage.close());
    await stage.viewport.setVolumes([{ volumeId: made.volumeId }]);
    stage.viewport.setProperties({ voiRange: { lower: 0, upper: 1000 } });
    stage.viewport.jumpToWorld(made.world);
    await stage.render();
    await stage.render();
    const overlay = await plugin.attach(stage.viewport);
    await reaches(overlay, "ready");
    overlay.comparison = swipe;
    const look = async () => (await covered(stage, overlay)).right;
    if (orientation === AXIAL) await expect.poll(look, { timeout: 20_000 }).toBeGreaterThan(20);
    seen.push(await covered(stage, overlay));
  }
  expect(seen[0]!.left).toBe(0);
  expect(seen[1]).toEqual({ left: 0, right: 0 });
});
