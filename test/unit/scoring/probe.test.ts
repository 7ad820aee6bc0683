import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapAtPoint, mapToImage } from "../../../src/scoring/map-to-image.ts";
import { probeMaps } from "../../../src/scoring/probe.ts";
import { identity, random } from "./fixtures.ts";

const [height, width] = [3, 4];
const noise = () => Float32Array.from({ length: height * width }, random(7));

describe("mapAtPoint", () => {
  it("is what mapToImage gives at every pixel, also where that is outside the field of view", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.4, max: 4, noNaN: true }),
        fc.double({ min: 0.4, max: 4, noNaN: true }),
        fc.double({ min: -6, max: 12, noNaN: true }),
        (scaleColumn, scaleRow, offset) => {
          const map = { values: noise(), height, width };
          const affine = { scaleColumn, scaleRow, offsetColumn: offset, offsetRow: -offset };
          const image = mapToImage(map, affine, 10, 14);
          for (let row = 0; row < 10; row++) {
            for (let column = 0; column < 14; column++) {
              const value = mapAtPoint(map, affine, { column, row });
              expect(value ?? 0).toBeCloseTo(image[row * 14 + column]!, 5);
            }
          }
        },
      ),
    );
  });

  it("interpolates at fractions of a pixel, and has nothing beyond the edges or at no number", () => {
    const map = { values: Float32Array.of(0, 1, 10, 11), height: 2, width: 2 };
    expect(mapAtPoint(map, identity, { column: 0.25, row: 0.5 })).toBeCloseTo(5.25);
    expect(mapAtPoint(map, identity, { column: 1.5, row: 0 })).toBe(1);
    expect(mapAtPoint(map, identity, { column: 1.51, row: 0 })).toBeUndefined();
    expect(mapAtPoint(map, identity, { column: Number.NaN, row: 0 })).toBeUndefined();
  });
});

describe("probeMaps", () => {
  const result = {
    affine: { scaleColumn: 2, scaleRow: 2, offsetColumn: 10, offsetRow: 20 },
    height: 2,
    width: 2,
    maps: { anomaly: Float32Array.of(1, 2, 3, 4), residual: Float32Array.of(0.1, 0.2, 0.3, 0.4) },
    reconstruction: Float32Array.of(0.5, 0.6, 0.7, 0.8),
    threshold: 2,
  };

  it("reads all maps at one point, the anomaly in multiples of the threshold too", () => {
    const reading = probeMaps(result, { column: 11, row: 21 })!;
    expect(reading.anomaly).toBeCloseTo(2.5);
    expect(reading.timesThreshold).toBeCloseTo(1.25);
    expect(reading.residual).toBeCloseTo(0.25);
    expect(reading.reconstruction).toBeCloseTo(0.65);
  });

  it("leaves out what the result does not hold", () => {
    const { reconstruction: _, ...slim } = result;
    expect(probeMaps({ ...slim, threshold: 0 }, { column: 10, row: 20 })).toEqual({
      anomaly: 1,
      residual: expect.closeTo(0.1),
    });
  });

  it("says nothing outside the model's field of view and of a refused image", () => {
    expect(probeMaps(result, { column: 8.9, row: 21 })).toBeUndefined();
    expect(probeMaps({ ...result, maps: {}, height: 0, width: 0 }, { column: 0, row: 0 })).toBeUndefined();
  });
});
