import * as cornerstone from "@cornerstonejs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pixelToWorld, slicePlane } from "../../../plugin/cornerstone/slice-geometry.ts";
import { createPlugin, type Overlay, type Plugin } from "../../../plugin/index.ts";
import {
  ContextLostError,
  DicomError,
  ManifestError,
  NotApplicableError,
  ViewportError,
} from "../../../src/errors/index.ts";
import type { Affine, PixelPoint } from "../../../src/imaging/affine.ts";
import type { Frame } from "../../../src/imaging/frame.ts";
import type { MapName } from "../../../src/scoring/maps.ts";
import { heatmapColour } from "../../../src/ui/colormaps.ts";
import { type KnownEngine, type KnownResult, knownEngine, model, spotMap } from "./support/known-engine.ts";
import { colourAt, difference } from "./support/measure.ts";
import { addSlices, slice } from "./support/slices.ts";
import { openStage, type Stage, stageSize } from "./support/stage.ts";
import { deferred, reaches, settled } from "./support/wait.ts";

const manifest = new URL("./support/manifest.json", import.meta.url);
const identity: Affine = { scaleColumn: 1, scaleRow: 1, offsetColumn: 0, offsetRow: 0 };
const [height, width] = [64, 80];
const flat = (value: number): KnownResult => ({
  affine: identity,
  height,
  width,
  map: new Float32Array(height * width).fill(value),
});
const spotted = (spot: PixelPoint, peak?: number, sigma?: number): KnownResult => ({
  affine: identity,
  height,
  width,
  map: spotMap(height, width, spot, peak, sigma),
});
/** Grey of the plain slices under their window. */
const grey = Math.round((400 / 1000) * 255);

let stage: Stage;
let plugin: Plugin | undefined;
let count = 0;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => {
  plugin?.dispose();
  plugin = undefined;
  stage.close();
});

async function attach(engine: KnownEngine, ...descriptions: readonly string[]): Promise<Overlay> {
  const run = ++count;
  const names = descriptions.length > 0 ? descriptions : ["0"];
  const imageIds = addSlices(
    ...names.map((description, index) =>
      slice(`overlay ${run}/${description}`, { description, origin: [0, 0, 5 * index] }),
    ),
  );
  await stage.viewport.setStack(imageIds);
  plugin = await createPlugin({ cornerstone, manifest, engine });
  const overlay = await plugin.attach(stage.viewport);
  overlay.enabled = true;
  return overlay;
}

const middle = stageSize / 2;
/** The colour in the middle of the viewport. */
const middleColour = async () => colourAt(await stage.pixels(), middle, middle);

function expectColour(actual: readonly number[], expected: readonly number[], tolerance = 4) {
  for (const [index, value] of expected.entries()) {
    expect(Math.abs(actual[index]! - value), `${actual} is not ${expected}`).toBeLessThanOrEqual(tolerance);
  }
}

/** A flat heatmap over the grey slice, as the style says it must look. */
function blended(
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

describe("outlines of what is above the threshold", () => {
  const spot = { column: 40, row: 32 };
  const lines = () => [...stage.viewport.element.querySelectorAll<SVGPathElement>(".residua-outlines path")];

  it("show the pixels inside, with a line as wide at any zoom", async () => {
    const overlay = await attach(knownEngine(() => spotted(spot, 1.8, 6)));
    await reaches(overlay, "ready");
    const filled = await middleColour();
    overlay.style = { drawing: "outline" };
    expectColour(await middleColour(), [grey, grey, grey], 0);
    const [, line] = lines();
    expect(line!.getAttribute("vector-effect")).toBe("non-scaling-stroke");
    const box = () => lines()[1]!.getBoundingClientRect();
    const before = box();
    // The spot is at the threshold where 1.8 exp(-r²/2σ²) = 0.5.
    const radius = 6 * Math.sqrt(2 * Math.log(1.8 / 0.5));
    const { width: shown } = before;
    const plane = slicePlane(stage.viewport)!;
    const a = stage.viewport.worldToCanvas(
      pixelToWorld(plane, { column: spot.column - radius, row: spot.row }),
    );
    const b = stage.viewport.worldToCanvas(
      pixelToWorld(plane, { column: spot.column + radius, row: spot.row }),
    );
    expect(Math.abs(shown - (b[0] - a[0]))).toBeLessThan(6);
    stage.viewport.setZoom(2);
    stage.viewport.render();
    await stage.pixels();
    expect(box().width).toBeGreaterThan(1.8 * shown);
    stage.viewport.setZoom(1);
    overlay.style = { drawing: "both" };
    expect(await middleColour()).toEqual(filled);
    expect(lines().length).toBeGreaterThan(0);
    overlay.style = { drawing: "filled" };
    expect(lines()).toHaveLength(0);
  });

  it("follow the threshold, and so do the regions", async () => {
    const overlay = await attach(knownEngine(() => spotted(spot, 1.8, 6)));
    overlay.style = { drawing: "outline" };
    await reaches(overlay, "ready");
    const [wide, large] = [lines()[1]!.getBoundingClientRect().width, overlay.regions!.regions[0]!];
    overlay.selectRegion(large.id);
    overlay.style = { threshold: 1.2 };
    expect(lines()[1]!.getBoundingClientRect().width).toBeLessThan(0.8 * wide);
    expect(overlay.regions!.threshold).toBe(1.2);
    expect(overlay.regions!.regions[0]!.areaPixels).toBeLessThan(0.7 * large.areaPixels);
    expect(overlay.selectedRegion).toBeUndefined();
    expect(overlay.result!.regions[0]).toEqual(large);
  });
});

describe("a model that refuses the series", () => {
  const reasons = [
    { code: "modality", message: "The model is for MR.", details: { expected: "MR", found: "US" } },
  ];
  const engine = () =>
    knownEngine((_, { override }) => ({
      ...flat(override ? 1.5 : 0),
      applicability: { outcome: override ? "overridden" : "refused", reasons },
    }));
  /** Red of the warning, near the canvas's lower edge. */
  const warned = async () => {
    const [red, green] = colourAt(await stage.pixels(), middle, stageSize - 45);
    return red > 100 && green < 80;
  };

  it("shows nothing until it is overridden, and then a warning on the image with it", async () => {
    const overlay = await attach(engine());
    await reaches(overlay, "refused");
    expect(overlay.override).toBe(false);
    expect(await warned()).toBe(false);

    const ready = reaches(overlay, "ready");
    overlay.override = true;
    await ready;
    expect(overlay.result!.applicability).toEqual({ outcome: "overridden", reasons });
    expectColour(await middleColour(), blended(1.5, "inferno", 0.6));
    expect(await warned()).toBe(true);
    overlay.enabled = false;
    expect(await warned()).toBe(true);
    const [item] = await plugin!.scan([overlay.imageId!]);
    expect(item!.result!.applicability.outcome).toBe("overridden");

    const refused = reaches(overlay, "refused");
    overlay.override = false;
    await refused;
    expect(await warned()).toBe(false);
  });
});

describe("how the heatmap looks", () => {
  it.each([
    { value: 1.2, colormap: "inferno", opacity: 0.6 },
    { value: 0.6, colormap: "inferno", opacity: 1 },
    { value: 1.9, colormap: "viridis", opacity: 0.5 },
    { value: 1, colormap: "turbo", opacity: 0.8 },
    { value: 1.5, colormap: "cividis", opacity: 0.25 },
    { value: 7, colormap: "inferno", opacity: 1 },
  ] as const)("$value in $colormap at opacity $opacity", async ({ value, colormap, opacity }) => {
    const overlay = await attach(knownEngine(() => flat(value)));
    overlay.style = { colormap, opacity, threshold: "off" };
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(value, colormap, opacity));
  });

  it("gives a value the same colour whatever else the map holds", async () => {
    const results = [flat(1), { ...flat(1), map: flat(1).map.map((v, i) => (i < width ? 100 : v)) }];
    const overlay = await attach(
      knownEngine(({ tags }) => results[Number(tags.seriesDescription)]!),
      "0",
      "1",
    );
    await reaches(overlay, "ready");
    const first = await middleColour();
    await stage.viewport.setImageIdIndex(1);
    await reaches(overlay, "ready");
    expect(await middleColour()).toEqual(first);
  });

  it("draws nothing below the threshold, calibrated or chosen, and takes changes at once", async () => {
    const overlay = await attach(knownEngine(() => flat(0.45)));
    await reaches(overlay, "ready");
    expect(overlay.style.threshold).toBe("calibrated");
    expectColour(await middleColour(), [grey, grey, grey], 0);
    overlay.style = { threshold: 0.44 };
    expectColour(await middleColour(), blended(0.45, "inferno", 0.6));
    overlay.style = { threshold: 0.46 };
    expectColour(await middleColour(), [grey, grey, grey], 0);
    overlay.style = { threshold: "off", opacity: 0.9, colormap: "viridis" };
    expectColour(await middleColour(), blended(0.45, "viridis", 0.9));
    overlay.style = { threshold: 3 };
    expectColour(await middleColour(), [grey, grey, grey], 0);
  });

  it("is there only while enabled", async () => {
    const overlay = await attach(knownEngine(() => flat(1.2)));
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
    overlay.enabled = false;
    expect(await middleColour()).toEqual([grey, grey, grey]);
    overlay.enabled = true;
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });

  it("keeps what lies outside the foreground clear, in a map with negative values too", async () => {
    const negative = {
      unit: "nats",
      probabilities: [0, 1],
      quantiles: [-2, 3],
      display: { lower: -2, upper: 2 },
    };
    const result = flat(0);
    const engine = knownEngine(() => ({ ...result, maps: { nll: result.map } }), { nll: negative });
    const overlay = await attach(engine);
    overlay.style = { map: "nll", threshold: "off", opacity: 1 };
    await reaches(overlay, "ready");
    expect(await middleColour()).toEqual([grey, grey, grey]);
  });
});

describe("maps of other kinds", () => {
  it.each([2.4, -2.4, 0.9, -0.9])(
    "draws %f of the signed map in the colour of its side, and nothing between the thresholds",
    async (value) => {
      const both = {
        unit: "σ",
        probabilities: [0, 0.005, 0.995, 1],
        quantiles: [-4, -1, 1, 4],
        display: { lower: -3, upper: 3 },
      };
      const result = flat(value);
      const engine = knownEngine(() => ({ ...result, maps: { signed: result.map } }), { signed: both });
      const overlay = await attach(engine);
      overlay.style = { map: "signed", opacity: 1 };
      await reaches(overlay, "ready");
      const { red, green, blue, opacity } = heatmapColour("diverging", (value + 3) / 6);
      const alpha = Math.abs(value) > 1 ? opacity : 0;
      const over = (channel: number) => Math.round(alpha * channel + (1 - alpha) * grey);
      expectColour(await middleColour(), [red, green, blue].map(over));
    },
  );

  it("asks for a costly map when it is first shown, and for the next image at once", async () => {
    const scale = { ...model.maps.anomaly!, display: { lower: 0, upper: 2 } };
    const asked: (readonly MapName[] | undefined)[] = [];
    const engine = knownEngine(
      (_, { maps }) => {
        asked.push(maps);
        const result = flat(1.2);
        const more = maps?.includes("klGradient") ? { klGradient: flat(1.6).map } : {};
        return { ...result, maps: { anomaly: result.map, ...more } };
      },
      { anomaly: scale, klGradient: scale },
    );
    const overlay = await attach(engine, "0", "1");
    await reaches(overlay, "ready");
    overlay.style = { map: "klGradient", threshold: "off" };
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(1.6, "inferno", 0.6));
    overlay.style = { map: "anomaly" };
    overlay.style = { map: "klGradient" };
    await settled();
    expect(asked).toEqual([["anomaly"], ["klGradient"]]);
    await stage.viewport.setImageIdIndex(1);
    await reaches(overlay, "ready");
    expect(asked[2]).toEqual(["klGradient"]);
  });
});

describe("which image it shows", () => {
  it("is hidden where there is no result yet, and appears when it comes", async () => {
    const late = deferred<KnownResult>();
    const overlay = await attach(
      knownEngine(({ tags }) => (tags.seriesDescription === "1" ? late.promise : flat(1.2))),
      "0",
      "1",
    );
    await reaches(overlay, "ready");
    await stage.viewport.setImageIdIndex(1);
    expect(overlay.result).toBeUndefined();
    expect(await middleColour()).toEqual([grey, grey, grey]);
    late.resolve(flat(1.5));
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(1.5, "inferno", 0.6));
  });

  it("never shows a result that comes late or out of order", async () => {
    const answers = ["0", "1", "2"].map(() => deferred<KnownResult>());
    const engine = knownEngine(({ tags }: Frame) => answers[Number(tags.seriesDescription)]!.promise);
    const overlay = await attach(engine, "0", "1", "2");
    const scored: string[] = [];
    overlay.addEventListener("residua-score", ({ detail }) => scored.push(detail.imageId));
    await stage.viewport.setImageIdIndex(1);
    await stage.viewport.setImageIdIndex(2);
    expect(engine.signals.map((signal) => signal?.aborted)).toEqual([true, true, false]);
    answers[1]!.resolve(flat(1.9));
    await settled();
    expect(await middleColour()).toEqual([grey, grey, grey]);
    answers[2]!.resolve(flat(1));
    await reaches(overlay, "ready");
    answers[0]!.resolve(flat(1.5));
    await settled();
    expectColour(await middleColour(), blended(1, "inferno", 0.6));
    expect(scored).toEqual([stage.viewport.getCurrentImageId()]);
    expect(overlay.imageId).toBe(stage.viewport.getCurrentImageId());
  });

  it("drops a result for a stack that has been replaced while it was computed", async () => {
    const late = deferred<KnownResult>();
    const overlay = await attach(
      knownEngine(({ tags }) => (tags.seriesDescription === "old" ? late.promise : flat(0))),
      "old",
    );
    await reaches(overlay, "scoring");
    await stage.viewport.setStack(
      addSlices(slice(`new ${count}`, { description: "new", rows: 48, columns: 40 })),
    );
    late.resolve(flat(1.9));
    await reaches(overlay, "ready");
    await settled();
    expect(await middleColour()).toEqual([grey, grey, grey]);
  });

  it("takes the heatmap away while the next image is still loading", async () => {
    const overlay = await attach(knownEngine(() => flat(1.2)));
    await reaches(overlay, "ready");
    expect(await middleColour()).not.toEqual([grey, grey, grey]);
    const load = deferred<void>();
    const slow = addSlices(slice(`slow ${count}`, { ready: load.promise }));
    const loading = stage.viewport.setStack(slow);
    expect(await middleColour()).toEqual([grey, grey, grey]);
    load.resolve();
    await loading;
    await reaches(overlay, "ready");
    expect(overlay.imageId).toBe(slow[0]);
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });

  it("keeps two viewports apart", async () => {
    const engine = knownEngine(({ tags }) => flat(Number(tags.seriesDescription)));
    const overlay = await attach(engine, "0.8");
    const other = await openStage();
    await other.viewport.setStack(addSlices(slice(`other ${count}`, { description: "1.8" })));
    const second = await plugin!.attach(other.viewport);
    second.enabled = true;
    await Promise.all([reaches(overlay, "ready"), reaches(second, "ready")]);
    expectColour(await middleColour(), blended(0.8, "inferno", 0.6));
    expectColour(colourAt(await other.pixels(), middle, middle), blended(1.8, "inferno", 0.6));
    other.close();
    expectColour(await middleColour(), blended(0.8, "inferno", 0.6));
  });
});

describe("what it tells", () => {
  it("goes through its states and gives scores, regions and the model with the result", async () => {
    const answer = deferred<KnownResult>();
    const overlay = await attach(knownEngine(() => answer.promise));
    const told: unknown[] = [];
    overlay.addEventListener("residua-state", ({ detail }) => told.push(detail.state));
    overlay.addEventListener("residua-score", ({ detail }) => told.push(detail));
    answer.resolve(spotted({ column: 20, row: 30 }));
    await reaches(overlay, "ready");
    await settled();
    expect(told.filter((item) => typeof item === "string").at(-1)).toBe("ready");
    expect(told.at(-1)).toMatchObject({
      imageId: stage.viewport.getCurrentImageId(),
      scores: { anomaly: { value: 1.5, pValue: 0.05 } },
      regions: [{ id: 1, peakPoint: { column: 20, row: 30 } }],
      model: { id: "known", version: "1.0.0" },
      backend: "cpu",
      ms: 1,
    });
    expect(overlay.model?.name).toBe("Known");
  });

  it.each([
    [
      "the engine fails",
      new ContextLostError("The graphics processor was lost. Try again."),
      ContextLostError,
    ],
    ["something unknown is thrown", "out of paper", Error],
  ])("hides and says so when %s, and goes on with the next image", async (_, thrown, type) => {
    const overlay = await attach(
      knownEngine(({ tags }) => {
        if (tags.seriesDescription === "bad") throw thrown;
        return flat(1.2);
      }),
      "good",
      "bad",
    );
    await reaches(overlay, "ready");
    const errors: unknown[] = [];
    overlay.addEventListener("residua-error", ({ detail }) => errors.push(detail.error));
    await stage.viewport.setImageIdIndex(1);
    await reaches(overlay, "error");
    expect(errors).toEqual([overlay.error]);
    expect(overlay.error).toBeInstanceOf(type);
    expect(await middleColour()).toEqual([grey, grey, grey]);
    await stage.viewport.setImageIdIndex(0);
    await reaches(overlay, "ready");
    expect(overlay.error).toBeUndefined();
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });

  it("scores again on retry", async () => {
    let away = true;
    const overlay = await attach(
      knownEngine(() => {
        if (away) throw new ContextLostError("The graphics processor was lost. Try again.");
        return flat(1.2);
      }),
    );
    await reaches(overlay, "error");
    away = false;
    overlay.retry();
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });

  it("says why an image is refused, whoever refuses it, and shows nothing", async () => {
    const reason = { code: "modality", message: "This is a CT.", details: { modality: "CT" } };
    const overlay = await attach(
      knownEngine(({ tags }) => {
        if (tags.seriesDescription === "1") throw new NotApplicableError("There is no foreground.");
        return { ...flat(1.2), applicability: { outcome: "refused", reasons: [reason] } };
      }),
      "0",
      "1",
    );
    await reaches(overlay, "refused");
    expect(overlay.reasons).toEqual([reason]);
    expect(await middleColour()).toEqual([grey, grey, grey]);
    await stage.viewport.setImageIdIndex(1);
    await reaches(overlay, "refused");
    expect(overlay.reasons).toMatchObject([{ code: "not-applicable", message: "There is no foreground." }]);
  });

  it("hands the reasons of a caution on with the result", async () => {
    const reasons = [{ code: "contrast", message: "Trained on FLAIR.", details: {} }];
    const overlay = await attach(
      knownEngine(() => ({ ...flat(1.2), applicability: { outcome: "caution", reasons } })),
    );
    await reaches(overlay, "ready");
    expect(overlay.reasons).toEqual(reasons);
    expect(await middleColour()).not.toEqual([grey, grey, grey]);
  });

  it("refuses colour images with a DicomError", async () => {
    const overlay = await attach(knownEngine(() => flat(1.2)));
    await reaches(overlay, "ready");
    await stage.viewport.setStack(addSlices(slice(`colour ${count}`, { colour: true })));
    await reaches(overlay, "error");
    expect(overlay.error).toBeInstanceOf(DicomError);
  });
});

describe("regions and outlines", () => {
  const lines = () => [...stage.element.querySelectorAll<SVGPathElement>(".residua-outlines path")];
  const box = () => lines()[0]!.getBoundingClientRect();

  it.each([{ rotation: 0 }, { rotation: 90, flipHorizontal: true }, { rotation: 200, flipVertical: true }])(
    "centres a region and outlines it, with %o",
    async ({ rotation, ...flips }) => {
      const spot = { column: 60, row: 15 };
      const overlay = await attach(knownEngine(() => spotted(spot)));
      await reaches(overlay, "ready");
      stage.viewport.setCamera(flips);
      stage.viewport.setViewPresentation({ rotation });
      stage.viewport.setZoom(1.4);
      overlay.selectRegion(1);
      await stage.render();
      const plane = slicePlane(stage.viewport)!;
      const [x, y] = stage.viewport.worldToCanvas(pixelToWorld(plane, spot));
      expect(Math.hypot(x - middle, y - middle)).toBeLessThan(0.5);
      expect(stage.viewport.getZoom()).toBeCloseTo(1.4);
      expect(stage.viewport.getRotation()).toBeCloseTo(rotation);
      const { left, right, top, bottom } = box();
      expect((left + right) / 2).toBeCloseTo(middle, 0);
      expect((top + bottom) / 2).toBeCloseTo(middle, 0);
      expect(overlay.selectedRegion).toBe(1);
      overlay.selectRegion(undefined);
      expect(lines()).toEqual([]);
    },
  );

  it("draws the region's own border: as wide as the map is above the threshold", async () => {
    const overlay = await attach(knownEngine(() => spotted({ column: 40, row: 32 }, 2, 3)));
    await reaches(overlay, "ready");
    overlay.selectRegion(1);
    await stage.render();
    // 2 e^(-r²/2·9) > 0.5 up to r = 4.99: 9 pixels.
    const [a] = stage.viewport.worldToCanvas(
      pixelToWorld(slicePlane(stage.viewport)!, { column: 0, row: 0 }),
    );
    const [b] = stage.viewport.worldToCanvas(
      pixelToWorld(slicePlane(stage.viewport)!, { column: 9, row: 0 }),
    );
    expect(Math.abs(box().width - (b - a))).toBeLessThan(1);
  });

  it("forgets the selection with the next image, and hides it with the overlay", async () => {
    const overlay = await attach(
      knownEngine(() => spotted({ column: 20, row: 20 })),
      "0",
      "1",
    );
    await reaches(overlay, "ready");
    overlay.selectRegion(1);
    expect(lines()).not.toEqual([]);
    overlay.enabled = false;
    expect(lines()).toEqual([]);
    overlay.enabled = true;
    expect(lines()).not.toEqual([]);
    await stage.viewport.setImageIdIndex(1);
    expect(overlay.selectedRegion).toBeUndefined();
    expect(lines()).toEqual([]);
  });

  it("draws a mask's outline on its own image only, following zoom and pan", async () => {
    const overlay = await attach(
      knownEngine(() => flat(0)),
      "0",
      "1",
    );
    const mask = new Uint8Array(height * width);
    for (let row = 10; row < 20; row++) mask.fill(1, row * width + 30, row * width + 50);
    const imageId = stage.viewport.getCurrentImageId();
    overlay.outlines = [
      { imageId, shape: { mask, rows: height, columns: width }, colour: "#00ff00", label: "true lesion" },
    ];
    const expectInPlace = async () => {
      await stage.render();
      const plane = slicePlane(stage.viewport)!;
      const at = (column: number, row: number) =>
        stage.viewport.worldToCanvas(pixelToWorld(plane, { column, row }));
      const [left, top] = at(29.5, 9.5);
      const [right, bottom] = at(49.5, 19.5);
      expect(Math.abs(box().left - left)).toBeLessThan(0.6);
      expect(Math.abs(box().top - top)).toBeLessThan(0.6);
      expect(Math.abs(box().right - right)).toBeLessThan(0.6);
      expect(Math.abs(box().bottom - bottom)).toBeLessThan(0.6);
    };
    await expectInPlace();
    stage.viewport.setZoom(1.6);
    stage.viewport.setPan([14, 25]);
    await expectInPlace();
    expect(stage.element.querySelector(".residua-outlines text")?.textContent).toBe("true lesion");
    overlay.enabled = false;
    await expectInPlace();
    await stage.viewport.setImageIdIndex(1);
    expect(lines()).toEqual([]);
    await stage.viewport.setImageIdIndex(0);
    await expectInPlace();
  });
});

describe("its life", () => {
  it("leaves nothing behind", async () => {
    await stage.viewport.setStack(addSlices(slice(`life ${++count}`)));
    await stage.render();
    const before = {
      actors: stage.viewport.getActors().length,
      cached: cornerstone.cache.getCacheSize(),
      html: stage.element.innerHTML,
      pixels: await stage.pixels(),
    };
    plugin = await createPlugin({
      cornerstone,
      manifest,
      engine: knownEngine(() => spotted({ column: 40, row: 32 })),
    });
    const overlay = await plugin.attach(stage.viewport);
    overlay.enabled = true;
    await reaches(overlay, "ready");
    overlay.selectRegion(1);
    stage.viewport.resetCamera();
    expect(difference(await stage.pixels(), before.pixels).weight).toBeGreaterThan(0);
    expect(stage.viewport.getActors().length).toBe(before.actors + 1);
    overlay.dispose();
    overlay.dispose();
    expect(difference(await stage.pixels(), before.pixels).weight).toBe(0);
    expect(stage.viewport.getActors().length).toBe(before.actors);
    expect(cornerstone.cache.getCacheSize()).toBe(before.cached);
    expect(stage.element.innerHTML).toBe(before.html);
  });

  it("asks the engine for nothing more after it is disposed of", async () => {
    const engine = knownEngine(() => flat(1));
    const overlay = await attach(engine, "0", "1");
    await reaches(overlay, "ready");
    overlay.dispose();
    await stage.viewport.setImageIdIndex(1);
    await settled();
    expect(engine.asked).toHaveLength(1);
  });

  it("ends with its viewport", async () => {
    const late = deferred<KnownResult>();
    const engine = knownEngine(() => late.promise);
    const overlay = await attach(engine);
    await reaches(overlay, "scoring");
    stage.close();
    expect(engine.signals[0]?.aborted).toBe(true);
    late.resolve(flat(1));
    await settled();
    expect(overlay.result).toBeUndefined();
    await expect(plugin!.attach(stage.viewport)).rejects.toThrow(ViewportError);
  });

  it("is one for a viewport, until it is disposed of", async () => {
    const overlay = await attach(knownEngine(() => flat(1)));
    expect(await plugin!.attach(stage.viewport)).toBe(overlay);
    overlay.dispose();
    expect(await plugin!.attach(stage.viewport)).not.toBe(overlay);
  });

  it("refuses viewports that show no stack", async () => {
    await attach(knownEngine(() => flat(1)));
    const volume = { type: cornerstone.Enums.ViewportType.ORTHOGRAPHIC } as cornerstone.Types.IViewport;
    await expect(plugin!.attach(volume)).rejects.toThrow(ViewportError);
  });

  it("refuses a viewer that draws without WebGL", async () => {
    const host = { ...cornerstone, getShouldUseCPURendering: () => true };
    plugin = await createPlugin({ cornerstone: host, manifest, engine: knownEngine(() => flat(1)) });
    await expect(plugin.attach(stage.viewport)).rejects.toThrow("hardware acceleration");
  });

  it("does not start without a manifest", async () => {
    const missing = new URL("./support/no-such-manifest.json", import.meta.url);
    await expect(createPlugin({ cornerstone, manifest: missing })).rejects.toThrow(ManifestError);
  });

  it("waits for an image where the viewport is still empty", async () => {
    plugin = await createPlugin({ cornerstone, manifest, engine: knownEngine(() => flat(1.2)) });
    const overlay = await plugin.attach(stage.viewport);
    overlay.enabled = true;
    expect(overlay.state).toBe("idle");
    await stage.viewport.setStack(addSlices(slice(`first ${++count}`)));
    await reaches(overlay, "ready");
    expectColour(await middleColour(), blended(1.2, "inferno", 0.6));
  });
});

describe("scan", () => {
  it("scores image after image, goes on after a failure, and reports progress", async () => {
    const engine = knownEngine(({ tags }) => {
      if (tags.seriesDescription === "b") throw new NotApplicableError("There is no foreground.");
      return flat(1);
    });
    plugin = await createPlugin({ cornerstone, manifest, engine });
    const run = ++count;
    const imageIds = [
      ...addSlices(...["a", "b", "c"].map((name) => slice(`scan ${run}/${name}`, { description: name }))),
      "residua-test:missing",
    ];
    const progress: string[] = [];
    const items = await plugin.scan(imageIds, {
      onProgress: ({ done, total, latest }) => progress.push(`${done}/${total} ${latest.imageId}`),
    });
    expect(items.map(({ imageId }) => imageId)).toEqual(imageIds);
    expect(items.map(({ result }) => result?.maps.anomaly?.[0])).toEqual([1, undefined, 1, undefined]);
    expect(items[1]!.error).toBeInstanceOf(NotApplicableError);
    expect(items[3]!.error).toBeInstanceOf(Error);
    expect(progress).toEqual(imageIds.map((imageId, index) => `${index + 1}/4 ${imageId}`));
  });

  it("stops when aborted", async () => {
    const engine = knownEngine(() => flat(1));
    plugin = await createPlugin({ cornerstone, manifest, engine });
    const run = ++count;
    const imageIds = addSlices(...["a", "b", "c"].map((name) => slice(`stop ${run}/${name}`)));
    const controller = new AbortController();
    const scanning = plugin.scan(imageIds, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(scanning).rejects.toThrow("enough");
    expect(engine.asked).toHaveLength(1);
  });
});

describe("the probe", () => {
  const affine: Affine = { scaleColumn: 2, scaleRow: 1.5, offsetColumn: 6, offsetRow: 3 };
  const ramp: KnownResult = {
    affine,
    height: 30,
    width: 30,
    map: Float32Array.from({ length: 900 }, (_, index) => 0.01 * index),
  };
  const at = { column: 26, row: 18 };
  /** At model pixel (10, 10). */
  const anomaly = 3.1;

  it("reads image and maps at a pixel and at the same place on the screen, the heatmap drawn or not", async () => {
    const overlay = await attach(knownEngine(() => ramp));
    await reaches(overlay, "ready");
    const moves = [
      () => stage.viewport.setZoom(1.7),
      () => stage.viewport.setPan([21, -13]),
      () => stage.viewport.setViewPresentation({ rotation: 90 }),
      () => stage.viewport.setCamera({ flipHorizontal: true }),
    ];
    for (const move of moves) {
      move();
      await stage.render();
      overlay.enabled = !overlay.enabled;
      const [x, y] = stage.viewport.worldToCanvas(pixelToWorld(slicePlane(stage.viewport)!, at));
      for (const probe of [overlay.probe({ pixel: at }), overlay.probe({ canvas: [x, y] })]) {
        expect(probe?.imageId).toBe(overlay.imageId);
        expect(probe?.value).toBe(400);
        expect(probe?.point.column).toBeCloseTo(at.column, 2);
        expect(probe?.point.row).toBeCloseTo(at.row, 2);
        expect(probe?.maps?.anomaly).toBeCloseTo(anomaly, 2);
        expect(probe?.maps?.timesThreshold).toBeCloseTo(anomaly / 0.5, 2);
      }
    }
  });

  it("has the image's value alone outside the model's field of view, and nothing outside the image", async () => {
    const overlay = await attach(knownEngine(() => ramp));
    await reaches(overlay, "ready");
    expect(overlay.probe({ pixel: { column: 1, row: 20 } })).toMatchObject({ value: 400 });
    expect(overlay.probe({ pixel: { column: 1, row: 20 } })?.maps).toBeUndefined();
    expect(overlay.probe({ pixel: { column: 80, row: 20 } })).toBeUndefined();
    expect(overlay.probe({ canvas: [1, 1] })).toBeUndefined();
  });

  it("is told as the pointer moves, and once when it has left", async () => {
    const overlay = await attach(knownEngine(() => ramp));
    await reaches(overlay, "ready");
    const next = () =>
      new Promise<number | undefined>((resolve) => {
        overlay.addEventListener("residua-probe", ({ detail }) => resolve(detail?.maps?.anomaly), {
          once: true,
        });
      });
    const [x, y] = stage.viewport.worldToCanvas(pixelToWorld(slicePlane(stage.viewport)!, at));
    const { left, top } = stage.element.getBoundingClientRect();
    const moved = next();
    stage.element.dispatchEvent(new PointerEvent("pointermove", { clientX: left + x, clientY: top + y }));
    expect(await moved).toBeCloseTo(anomaly, 2);
    const gone = next();
    stage.element.dispatchEvent(new PointerEvent("pointerleave"));
    expect(await gone).toBeUndefined();
  });
});

describe("the reconstruction in the image's place", () => {
  const halved: KnownResult = {
    affine: { scaleColumn: 2, scaleRow: 2, offsetColumn: 0.5, offsetRow: 0.5 },
    height: 32,
    width: 40,
    map: new Float32Array(32 * 40),
    // The image has one bright spot; the reconstruction has a second one that is not in the image.
    reconstruction: spotMap(32, 40, { column: 10, row: 16 }, 1, 1).map(
      (value, index) => value + spotMap(32, 40, { column: 28, row: 16 }, 1, 1)[index]!,
    ),
  };
  const centreOf = (column: number, row: number) =>
    stage.viewport.worldToCanvas(pixelToWorld(slicePlane(stage.viewport)!, { column, row }));

  async function attachSpotted(): Promise<Overlay> {
    const run = ++count;
    const spot = { column: 20.5, row: 32.5 };
    await stage.viewport.setStack(addSlices(slice(`compare ${run}`, { spot })));
    plugin = await createPlugin({ cornerstone, manifest, engine: knownEngine(() => halved) });
    const overlay = await plugin.attach(stage.viewport);
    await reaches(overlay, "ready");
    return overlay;
  }

  it("lies where the image lies, under zoom, rotation and flips, and goes when it is no longer wanted", async () => {
    const overlay = await attachSpotted();
    const moves = [
      () => undefined,
      () => stage.viewport.setZoom(1.4),
      () => stage.viewport.setViewPresentation({ rotation: 90 }),
      () => stage.viewport.setCamera({ flipHorizontal: true }),
    ];
    for (const move of moves) {
      move();
      const [x, y] = centreOf(56.5, 32.5);
      overlay.comparison = undefined;
      expect(colourAt(await stage.pixels(), x, y)[0]).toBeLessThan(10);
      overlay.comparison = { mode: "reconstruction", label: "" };
      const drawn = await stage.pixels();
      expect(colourAt(drawn, x, y)[0]).toBeGreaterThan(90);
      const [left, top] = centreOf(50, 32.5);
      expect(colourAt(drawn, left, top)[0]).toBeLessThan(20);
    }
  });

  it("takes turns in a flicker, and ends with the overlay", async () => {
    const overlay = await attachSpotted();
    const [x, y] = centreOf(56.5, 32.5);
    const seen = () => {
      const { canvas } = stage.viewport;
      return canvas.getContext("2d")!.getImageData(x, y, 1, 1).data[0]!;
    };
    overlay.comparison = { mode: "flicker", label: "" };
    await expect.poll(seen, { interval: 20, timeout: 20_000 }).toBeGreaterThan(90);
    await expect.poll(seen, { interval: 20, timeout: 20_000 }).toBeLessThan(10);
    await expect.poll(seen, { interval: 20, timeout: 20_000 }).toBeGreaterThan(90);
    overlay.dispose();
    expect(colourAt(await stage.pixels(), x, y)[0]).toBeLessThan(10);
  });
});
