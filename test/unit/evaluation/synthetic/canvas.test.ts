import { describe, expect, it } from "vitest";
import type { EvaluationImage } from "../../../../src/evaluation/evaluation-image.ts";
import { choosePlace, frameWith, healthyCanvas } from "../../../../src/evaluation/synthetic/canvas.ts";
import { HealthySample } from "../../../../src/evaluation/synthetic/healthy-sample.ts";
import { modelInput } from "../../scoring/fixtures.ts";
import { ellipseFrame, frameColumns, frameRows } from "../../scoring/model-fixture.ts";

const frame = ellipseFrame();
const half = { scaleRow: 2, scaleColumn: 2, offsetRow: 0.5, offsetColumn: 0.5 };
const [height, width] = [frameRows / 2, frameColumns / 2];
/** Depth in the ellipse of `ellipseFrame`, in model pixels of 2 x 2. */
const depth = Float32Array.from({ length: height * width }, (_, index) => {
  const [row, column] = [2 * Math.floor(index / width), 2 * (index % width)];
  return Math.max(0, 10 * (0.92 - Math.hypot((row - 30) / 26, (column - 25) / 21)));
});
const input = modelInput(height, width, { depth, affine: half });

describe("healthyCanvas", () => {
  const canvas = healthyCanvas(frame, input)!;

  it("knows the foreground's intensities, and how deep its pixels lie in the image's own pixels", () => {
    expect(canvas.median).toBeGreaterThan(415);
    expect(canvas.median).toBeLessThan(445);
    expect(canvas.spread).toBeGreaterThan(45);
    expect(canvas.spread).toBeLessThan(60);
    expect([canvas.lowest, canvas.highest > 450]).toEqual([0, true]);
    expect(canvas.depth[30 * frameColumns + 25]).toBeGreaterThan(16);
    expect(canvas.depth[0]).toBe(0);
  });

  it("chooses a place that the whole disc fits into, the same for the same seed", () => {
    const place = choosePlace(canvas, 8, 3)!;
    expect(canvas.depth[place.row * frameColumns + place.column]).toBeGreaterThanOrEqual(8);
    expect(choosePlace(canvas, 8, 3)).toEqual(place);
    const places = new Set([1, 2, 3, 4, 5].map((seed) => JSON.stringify(choosePlace(canvas, 8, seed))));
    expect(places.size).toBeGreaterThan(1);
    expect(choosePlace(canvas, 40, 1)).toBeUndefined();
  });

  it("keeps implants within the image's range", () => {
    const pixels = canvas.pixels.map((_, index) => (index === 0 ? -50 : 9000));
    const changed = frameWith(canvas, pixels);
    expect([changed.pixels[0], changed.pixels[1]]).toEqual([canvas.lowest, canvas.highest]);
    expect(changed.tags).toBe(frame.tags);
  });

  it("works in display polarity", () => {
    const inverted = { ...frame, photometricInterpretation: "MONOCHROME1" } as const;
    const mirrored = healthyCanvas(inverted, input)!;
    expect(mirrored.pixels[0]).toBe(canvas.highest);
    expect(frameWith(mirrored, mirrored.pixels).photometricInterpretation).toBe("MONOCHROME2");
  });

  it("has no place in an image without a foreground, or of one intensity", () => {
    expect(
      healthyCanvas(
        frame,
        modelInput(height, width, { depth: new Float32Array(height * width), affine: half }),
      ),
    ).toBeUndefined();
    const flat = { ...frame, pixels: frame.pixels.map((_, index) => (index === 0 ? 0 : 5)) };
    expect(healthyCanvas(flat, input)).toBeUndefined();
  });
});

describe("HealthySample", () => {
  const image = (name: number, abnormal = false): EvaluationImage => ({
    frame,
    patient: String(name),
    abnormal,
  });

  it("keeps as many healthy images as it may, each with the same chance", () => {
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 500; seed++) {
      const sample = new HealthySample(3, seed);
      for (let name = 0; name < 10; name++) {
        sample.add(image(name));
        sample.add(image(99, true));
      }
      expect(sample.images).toHaveLength(3);
      for (const { patient } of sample.images) counts[Number(patient)]!++;
    }
    for (const count of counts) expect(Math.abs(count - 150)).toBeLessThan(45);
  });

  it("keeps none where none is wanted", () => {
    const sample = new HealthySample(0, 1);
    sample.add(image(1));
    expect(sample.images).toEqual([]);
  });
});
