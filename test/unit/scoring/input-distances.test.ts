import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModelInput } from "../../../src/imaging/model-input.ts";
import { assessDistances } from "../../../src/scoring/assess-distances.ts";
import { fitGaussian } from "../../../src/scoring/fit-gaussian.ts";
import { calibrateInput, unlikeness } from "../../../src/scoring/input-calibration.ts";
import { type InputReference, inputDistances } from "../../../src/scoring/input-distances.ts";
import { changeLayout, histogramOf, layoutLength, layoutOf } from "../../../src/scoring/input-features.ts";
import { modelInput, random } from "./fixtures.ts";

const side = 24;
const grid = 4;

/** Dark at the top left, bright at the bottom, with noise; everything is foreground. */
function scene(seed: number, brighter = 0): ModelInput {
  const next = random(seed);
  const tilt = 0.1 * next();
  const pixels = Float32Array.from({ length: side * side }, (_, index) => {
    const [row, column] = [Math.floor(index / side) / side, (index % side) / side];
    return Math.min(1, 0.1 + 0.5 * row + (0.15 + tilt) * column * row + 0.15 * next() + brighter * column);
  });
  return modelInput(side, side, { pixels, statistics: { foreground: 1, aspect: 1 } });
}

function turned({ pixels, ...input }: ModelInput): ModelInput {
  const result = pixels.map(
    (_, index) => pixels[(side - 1 - (index % side)) * side + Math.floor(index / side)]!,
  );
  return { ...input, pixels: result };
}

const train = Array.from({ length: 60 }, (_, seed) => scene(seed));
const reference: InputReference = {
  grid,
  layout: fitGaussian(train.map((input) => layoutOf(input, grid))),
  histogram: fitGaussian(train.map(histogramOf)),
};
const distancesOf = (input: ModelInput) => inputDistances(input, reference, { latent: 1, residual: 0.1 });
const healthy = Array.from({ length: 60 }, (_, seed) => distancesOf(scene(1000 + seed)));
const calibration = calibrateInput(healthy)!;
const codes = (input: ModelInput) =>
  assessDistances(distancesOf(input), calibration).map(({ outcome, reason }) => [outcome, reason.code]);

describe("layoutOf", () => {
  it("is the mean of each cell over the foreground's box, and the logarithm of the aspect", () => {
    const input = modelInput(4, 4, {
      pixels: Float32Array.of(9, 9, 9, 9, 9, 1, 2, 9, 9, 3, 4, 9, 9, 9, 9, 9),
      mask: Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0),
      statistics: { foreground: 0.25, aspect: Math.E },
    });
    expect([...layoutOf(input, 2)]).toEqual([1, 2, 3, 4, 1]);
    expect(layoutLength(2)).toBe(5);
  });

  it("turns with the image", () => {
    const input = scene(3);
    const change = { quarters: 1, mirrored: false, inverted: false };
    const expected = layoutOf(turned(input), grid);
    changeLayout(layoutOf(input, grid), grid, change).forEach((value, cell) => {
      expect(value).toBeCloseTo(expected[cell]!, 6);
    });
  });

  it("comes back after four quarters, two mirrors or two inversions", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
        fc.constantFrom(
          { quarters: 2, mirrored: false, inverted: false },
          { quarters: 0, mirrored: true, inverted: false },
          { quarters: 0, mirrored: false, inverted: true },
          { quarters: 2, mirrored: true, inverted: true },
        ),
        (values, change) => {
          const layout = Float64Array.from(values);
          const twice = changeLayout(changeLayout(layout, 3, change), 3, change);
          twice.forEach((value, cell) => {
            expect(value).toBeCloseTo(layout[cell]!, 12);
          });
        },
      ),
    );
  });
});

describe("the input as a whole", () => {
  it("is nothing to speak of where it is healthy", () => {
    const doubtful = healthy.filter((image) => assessDistances(image, calibration).length > 0);
    expect(doubtful.length).toBeLessThanOrEqual(1);
  });

  it("is turned, upside down, inverted", () => {
    const image = scene(77);
    expect(codes(turned(image))).toEqual([["refused", "input-turned"]]);
    expect(codes(turned(turned(image)))).toEqual([["refused", "input-turned"]]);
    expect(codes({ ...image, pixels: image.pixels.map((value) => 1 - value) })).toEqual([
      ["refused", "input-inverted"],
    ]);
  });

  it("is refused where nothing about it is as it should be, and warned of a little nearer", () => {
    const far = {
      distances: { layout: 90, histogram: 90, latent: 90, residual: 90 },
      attitudes: healthy[0]!.attitudes,
    };
    expect(assessDistances(far, calibration)[0]!.outcome).toBe("refused");
    const { layout, histogram } = calibration.distances;
    const near = (reaches: number) => ({
      distances: {
        layout: layout!.median + reaches * layout!.reach,
        histogram: histogram!.median + (reaches + 0.1) * histogram!.reach,
      },
      attitudes: healthy[0]!.attitudes,
    });
    const between = (calibration.caution + calibration.refuse) / 2;
    const [finding] = assessDistances(near(between), calibration);
    expect([finding!.outcome, finding!.reason.code]).toEqual(["caution", "input-histogram"]);
    expect(unlikeness(near(1), calibration.distances).value).toBeCloseTo(1.05, 6);
  });

  it("has limits that no more than a hundredth of the healthy images pass", () => {
    const all = Array.from({ length: 300 }, (_, seed) => distancesOf(scene(5000 + seed)));
    const limits = calibrateInput(all)!;
    const found = all.flatMap((image) => assessDistances(image, limits));
    expect(found.length).toBeLessThanOrEqual(6);
    expect(found.filter(({ outcome }) => outcome === "refused")).toEqual([]);
  });

  it("cannot be told without reference data", () => {
    expect(calibrateInput(healthy.slice(0, 49))).toBeUndefined();
  });
});
