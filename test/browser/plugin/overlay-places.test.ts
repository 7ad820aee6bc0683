import { describe, expect, it } from "vitest";
import { pixelToWorld, slicePlane } from "../../../plugin/cornerstone/slice-geometry.ts";
import type { Affine } from "../../../src/imaging/affine.ts";
import { type KnownResult, knownEngine } from "./support/known-engine.ts";
import {
  attach,
  expectColour,
  flat,
  grey,
  height,
  middle,
  middleColour,
  spotted,
  stage,
  useStage,
  width,
} from "./support/overlay-bench.ts";
import { reaches } from "./support/wait.ts";

useStage();

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
