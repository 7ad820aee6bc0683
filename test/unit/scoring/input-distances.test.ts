import "@tensorflow/tfjs-backend-cpu";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModelInput } from "../../../src/imaging/model-input.ts";
import { assessDistances } from "../../../src/scoring/assess-distances.ts";
import { fitGaussian } from "../../../src/scoring/fit-gaussian.ts";
import { calibrateInput, unlikeness } from "../../../src/scoring/input-calibration.ts";
import { type InputReference, inputDistances } from "../../../src/scoring/input-distances.ts";
import {
  changeLayout,
  histogramOf,
  layoutLength,
  layoutOf,
  outlineLength,
  outlineOf,
} from "../../../src/scoring/input-features.ts";
import { fitReference } from "../../../src/scoring/reference-fitter.ts";
import { constantVae, modelInput, random, scoringOf } from "./fixtures.ts";

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

/** A bright ellipse whose middle and half axes vary a little; what lies outside the frame is cut off. */
function ellipse(seed: number, { row = 0.5, size = 1 } = {}): ModelInput {
  const next = random(seed);
  const [height, width] = [size * side * (0.4 + 0.03 * next()), size * side * (0.36 + 0.03 * next())];
  const [middleRow, middleColumn] = [side * (row + 0.02 * next()), side * (0.5 + 0.02 * next())];
  const mask = Uint8Array.from({ length: side * side }, (_, index) => {
    const [down, across] = [Math.floor(index / side) + 0.5 - middleRow, (index % side) + 0.5 - middleColumn];
    return (down / height) ** 2 + (across / width) ** 2 <= 1 ? 1 : 0;
  });
  return { ...scene(seed), mask };
}

describe("outlineOf", () => {
  it("is the share of the box that is foreground, and of its strips: top, bottom, left, right", () => {
    const mask = Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0);
    const outline = outlineOf(modelInput(4, 4, { mask }));
    expect(outline).toHaveLength(outlineLength);
    expect([...outline].map((share) => Number(share.toFixed(3)))).toEqual([0.833, 0.5, 1, 1, 0.667]);
  });

  it("tells what is cut off by the image's border from what is round, whatever lies inside", () => {
    const fit = fitGaussian(Array.from({ length: 80 }, (_, seed) => outlineOf(ellipse(seed))));
    const withOutline = { ...reference, outline: fit };
    const distances = (input: ModelInput) => inputDistances(input, withOutline, {});
    const limits = calibrateInput(Array.from({ length: 60 }, (_, seed) => distances(ellipse(500 + seed))))!
      .outline!;
    const own = { ...calibration, outline: limits };
    const found = (input: ModelInput) => {
      const { outline } = distances(input);
      const inside = { distances: {}, attitudes: healthy[0]!.attitudes };
      return assessDistances({ ...inside, ...(outline === undefined ? {} : { outline }) }, own).map(
        ({ outcome, reason }) => [outcome, reason.code],
      );
    };
    expect(found(ellipse(900))).toEqual([]);
    expect(found({ ...ellipse(901), pixels: scene(3, 0.9).pixels })).toEqual([]);
    expect(found(ellipse(902, { row: 0.9 }))).toEqual([["refused", "input-outline"]]);
    expect(found(ellipse(903, { size: 2 }))).toEqual([["refused", "input-outline"]]);
    const between = (limits.caution + limits.refuse) / 2;
    const doubtful = { distances: {}, attitudes: healthy[0]!.attitudes, outline: between };
    expect(assessDistances(doubtful, own)[0]!.outcome).toBe("caution");
    // A bundle from before there were outlines.
    expect(assessDistances(doubtful, calibration)).toEqual([]);
  });

  it("is no reference where everything is foreground", async () => {
    const blank = new Float32Array(side * side);
    const vae = constantVae({ height: side, width: side, mean: blank, logVariance: blank });
    const fitted = async (inputs: readonly ModelInput[]) =>
      (await fitReference(inputs, vae, scoringOf())).input!.outline;
    expect(await fitted(train)).toBeUndefined();
    const few = train.map((input, seed) => (seed % 3 === 0 ? ellipse(seed) : input));
    expect(await fitted(few)).toBeUndefined();
    expect((await fitted(train.map((_, seed) => ellipse(seed))))!.mean).toHaveLength(outlineLength);
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
