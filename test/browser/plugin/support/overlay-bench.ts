import * as cornerstone from "@cornerstonejs/core";
import { afterEach, beforeEach, expect } from "vitest";
import { createPlugin, type Overlay, type Plugin } from "../../../../plugin/index.ts";
import type { Affine, PixelPoint } from "../../../../src/imaging/affine.ts";
import { heatmapColour } from "../../../../src/ui/colormaps.ts";
import { type KnownEngine, type KnownResult, model, spotMap } from "./known-engine.ts";
import { colourAt } from "./measure.ts";
import { addSlices, slice } from "./slices.ts";
import { openStage, type Stage, stageSize } from "./stage.ts";

export const manifest = new URL("./manifest.json", import.meta.url);
const identity: Affine = { scaleColumn: 1, scaleRow: 1, offsetColumn: 0, offsetRow: 0 };
/** Of the plain slices and of results over them. */
export const [height, width] = [64, 80];
/** Grey of the plain slices under their window. */
export const grey = Math.round((400 / 1000) * 255);
export const middle = stageSize / 2;

/** The stage of the test that runs. */
export let stage: Stage;
/** What the test has started, if it has. */
export let plugin: Plugin | undefined;
let count = 0;

/** Gives each test of the file an empty stage of its own, and clears it away with the plugin. */
export function useStage(): void {
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => {
    plugin?.dispose();
    plugin = undefined;
    stage.close();
  });
}

/** A number that no other slice of the file has in its name. */
export const nextRun = (): number => ++count;

/** @param host the viewer's Cornerstone */
export async function startPlugin(
  engine: KnownEngine,
  host: typeof cornerstone = cornerstone,
): Promise<Plugin> {
  plugin = await createPlugin({ cornerstone: host, manifest, engine });
  return plugin;
}

/** An overlay, enabled, over a stack of plain slices with these descriptions. */
export async function attach(engine: KnownEngine, ...descriptions: readonly string[]): Promise<Overlay> {
  const run = nextRun();
  const names = descriptions.length > 0 ? descriptions : ["0"];
  const imageIds = addSlices(
    ...names.map((description, index) =>
      slice(`overlay ${run}/${description}`, { description, origin: [0, 0, 5 * index] }),
    ),
  );
  await stage.viewport.setStack(imageIds);
  const started = await startPlugin(engine);
  const overlay = await started.attach(stage.viewport);
  overlay.enabled = true;
  return overlay;
}

export const flat = (value: number): KnownResult => ({
  affine: identity,
  height,
  width,
  map: new Float32Array(height * width).fill(value),
});

export const spotted = (spot: PixelPoint, peak?: number, sigma?: number): KnownResult => ({
  affine: identity,
  height,
  width,
  map: spotMap(height, width, spot, peak, sigma),
});

/** The colour in the middle of the viewport. */
export const middleColour = async () => colourAt(await stage.pixels(), middle, middle);

export function expectColour(actual: readonly number[], expected: readonly number[], tolerance = 4) {
  for (const [index, value] of expected.entries()) {
    expect(Math.abs(actual[index]! - value), `${actual} is not ${expected}`).toBeLessThanOrEqual(tolerance);
  }
}

/** A flat heatmap over the grey slice, as the style says it must look. */
export function blended(
  value: number,
  colormap: Parameters<typeof heatmapColour>[0],
  opacity: number,
): [number, number, number] {
  const { lower, upper } = model.maps.anomaly!.display;
  const colour = heatmapColour(colormap, (value - lower) / (upper - lower));
  const alpha = colour.opacity * opacity;
  const over = (channel: number) => Math.round(alpha * channel + (1 - alpha) * grey);
  return [over(colour.red), over(colour.green), over(colour.blue)];
}
