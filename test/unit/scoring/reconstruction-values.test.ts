import { describe, expect, it } from "vitest";
import { reconstructionValues } from "../../../src/scoring/reconstruction-values.ts";
import { random } from "./fixtures.ts";

const [height, width] = [6, 8];
const reconstruction = Float32Array.from({ length: height * width }, random(3));
const affine = { scaleColumn: 2, scaleRow: 3, offsetColumn: 4, offsetRow: 5 };
/** The image at the centre of each of the model's pixels, by a line. */
const imageOf =
  (slope: number, intercept: number) =>
  ({ column, row }: { column: number; row: number }) =>
    intercept + slope * reconstruction[((row - 5) / 3) * width + (column - 4) / 2]!;

describe("reconstructionValues", () => {
  it.each([
    { slope: 800, intercept: 12 },
    { slope: 1, intercept: 1e6 },
    // MONOCHROME1: the model sees the image inverted.
    { slope: -300, intercept: 500 },
  ])("finds the line $slope x + $intercept", ({ slope, intercept }) => {
    const values = reconstructionValues(
      { reconstruction, maps: {}, affine, width },
      imageOf(slope, intercept),
    );
    values!.forEach((value, index) => {
      expect(value).toBeCloseTo(intercept + slope * reconstruction[index]!, slope === 1 ? 0 : 1);
    });
  });

  it("goes by the foreground alone, and by what lies in the image", () => {
    const residual = new Float32Array(height * width).fill(0.1);
    residual.fill(0, 0, width);
    const image = imageOf(100, 0);
    const values = reconstructionValues({ reconstruction, maps: { residual }, affine, width }, (point) => {
      if (point.row === 5) return 9999;
      return point.column > 15 ? undefined : image(point);
    });
    expect(values![20]).toBeCloseTo(100 * reconstruction[20]!, 2);
  });

  it("has none where there is no reconstruction, and where the image or it is flat", () => {
    const flat = new Float32Array(height * width).fill(0.5);
    expect(reconstructionValues({ maps: {}, affine, width }, () => 1)).toBeUndefined();
    expect(
      reconstructionValues({ reconstruction: flat, maps: {}, affine, width }, imageOf(1, 0)),
    ).toBeUndefined();
    expect(reconstructionValues({ reconstruction, maps: {}, affine, width }, () => 1)).toBeUndefined();
  });
});
