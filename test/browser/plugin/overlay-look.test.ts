import { describe, expect, it } from "vitest";
import { pixelToWorld, slicePlane } from "../../../plugin/cornerstone/slice-geometry.ts";
import type { Overlay } from "../../../plugin/index.ts";
import type { MapName } from "../../../src/scoring/maps.ts";
import { heatmapColour } from "../../../src/ui/colormaps.ts";
import { type KnownResult, knownEngine, model, spotMap } from "./support/known-engine.ts";
import { colourAt } from "./support/measure.ts";
import {
  attach,
  blended,
  expectColour,
  flat,
  grey,
  middle,
  middleColour,
  nextRun,
  plugin,
  stage,
  startPlugin,
  useStage,
  width,
} from "./support/overlay-bench.ts";
import { addSlices, slice } from "./support/slices.ts";
import { stageSize } from "./support/stage.ts";
import { reaches, settled } from "./support/wait.ts";

useStage();

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
    const run = nextRun();
    const spot = { column: 20.5, row: 32.5 };
    await stage.viewport.setStack(addSlices(slice(`compare ${run}`, { spot })));
    const plugin = await startPlugin(knownEngine(() => halved));
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
