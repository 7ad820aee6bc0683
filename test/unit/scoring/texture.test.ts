import { describe, expect, it } from "vitest";
import { texture, textureDifference } from "../../../src/scoring/texture.ts";

const floor = 0.001;

describe("texture", () => {
  it("is the logarithm of the slope, in intensity per pixel, and of the floor where there is none", () => {
    // Flat on the left, 0.1 per pixel on the right.
    const pixels = Float32Array.from({ length: 64 }, (_, index) => Math.max(0, (index % 8) - 3) / 10);
    const cells = texture(pixels, 8, 8, { grid: 4, floor });
    // Columns 0-1 are flat; 4-5 lie on the slope; at 3 and at the border one of the two neighbours adds nothing.
    expect(cells[0]).toBeCloseTo(Math.log(floor), 5);
    expect(cells[1]).toBeCloseTo((Math.log(floor) + Math.log(0.05 + floor)) / 2, 5);
    expect(cells[2]).toBeCloseTo(Math.log(0.1 + floor), 5);
    expect(cells[3]).toBeCloseTo((Math.log(0.1 + floor) + Math.log(0.05 + floor)) / 2, 5);
    // The same in every row of cells.
    expect([...cells.slice(12)]).toEqual([...cells.slice(0, 4)]);
  });

  it("is the same for a slope down as for a slope across, and for one falling", () => {
    const across = Float32Array.from({ length: 36 }, (_, index) => (index % 6) / 10);
    const down = Float32Array.from({ length: 36 }, (_, index) => Math.floor(index / 6) / 10);
    const falling = across.map((value) => 1 - value);
    const options = { grid: 1, floor };
    const [expected] = texture(across, 6, 6, options);
    expect(texture(down, 6, 6, options)[0]).toBeCloseTo(expected!, 6);
    expect(texture(falling, 6, 6, options)[0]).toBeCloseTo(expected!, 6);
  });

  it("differs from the reconstruction's by the logarithm of their slopes' ratio", () => {
    const image = Float32Array.from({ length: 36 }, (_, index) => (index % 6) / 5);
    const reconstruction = image.map((value) => value / 4);
    const tiny = { grid: 2, floor: 1e-9 };
    for (const cell of textureDifference(image, reconstruction, 6, 6, tiny))
      expect(cell).toBeCloseTo(Math.log(4), 5);
  });
});
