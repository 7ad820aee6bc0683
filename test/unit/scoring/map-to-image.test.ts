import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapToImage } from "../../../src/scoring/map-to-image.ts";
import { identity } from "./fixtures.ts";

describe("mapToImage", () => {
  it("leaves the map as it is where the grids agree", () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect(mapToImage({ values, height: 2, width: 3 }, identity, 2, 3)).toEqual(values);
  });

  it("interpolates between pixel centres, holds the value to the pixel's edge, and is 0 beyond", () => {
    const affine = { scaleColumn: 2, scaleRow: 1, offsetColumn: 2, offsetRow: 0 };
    const image = mapToImage({ values: Float32Array.of(1, 3), height: 1, width: 2 }, affine, 1, 8);
    // Column 2 is the first centre, 4 the second; 1 and 5 lie on the outer edges.
    expect([...image]).toEqual([0, 1, 1, 2, 3, 3, 0, 0]);
  });

  it("reproduces a linear ramp at every image pixel between the map's centres", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 4, noNaN: true }),
        fc.double({ min: -5, max: 20, noNaN: true }),
        (scale, offset) => {
          const [height, width] = [6, 5];
          const values = Float32Array.from(
            { length: height * width },
            (_, index) => 2 * Math.floor(index / width) + (index % width),
          );
          const affine = {
            scaleColumn: scale,
            scaleRow: 2 * scale,
            offsetColumn: offset,
            offsetRow: -offset,
          };
          const image = mapToImage({ values, height, width }, affine, 24, 20);
          for (let row = 0; row < 24; row++) {
            for (let column = 0; column < 20; column++) {
              const y = (row + offset) / (2 * scale);
              const x = (column - offset) / scale;
              if (x < 0 || y < 0 || x > width - 1 || y > height - 1) continue;
              expect(image[row * 20 + column]).toBeCloseTo(2 * y + x, 3);
            }
          }
        },
      ),
    );
  });
});
