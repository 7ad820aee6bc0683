import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { grey, sheet, signed } from "../../../src/evaluation/picture.ts";

describe("sheet", () => {
  it("puts images side by side with a transparent gap", () => {
    const images = [0, 0.5, 1].map((value) => new Float32Array(6).fill(value));
    const { url, width, height } = sheet(images, { height: 2, width: 3, columns: 2 });
    expect([width, height]).toEqual([8, 6]);
    const [head, body] = url.split(",");
    expect(head).toBe("data:image/png;base64");
    const png = decode(Buffer.from(body!, "base64"));
    const at = (row: number, column: number) => [
      ...png.data.slice(4 * (row * 8 + column), 4 * (row * 8 + column) + 4),
    ];
    expect(at(0, 2)).toEqual([0, 0, 0, 255]);
    expect(at(0, 3)).toEqual([0, 0, 0, 0]);
    expect(at(1, 5)).toEqual([128, 128, 128, 255]);
    expect(at(5, 2)).toEqual([255, 255, 255, 255]);
    // A place without an image.
    expect(at(5, 7)).toEqual([0, 0, 0, 0]);
  });

  it("shows values beyond the ends as the ends", () => {
    const { url } = sheet([Float32Array.of(-2, 3)], { height: 1, width: 2, columns: 1 });
    expect([...decode(Buffer.from(url.split(",")[1]!, "base64")).data]).toEqual([
      0, 0, 0, 255, 255, 255, 255, 255,
    ]);
  });
});

describe("colours", () => {
  it("grow with the value, and tell the signs apart", () => {
    expect(grey(0.2)).toEqual([51, 51, 51]);
    expect(signed(0)).toEqual([0, 0, 0]);
    const [red, , blue] = signed(0.5);
    expect(red).toBeGreaterThan(blue);
    const [otherRed, , otherBlue] = signed(-0.5);
    expect(otherBlue).toBeGreaterThan(otherRed);
    expect(signed(4)).toEqual(signed(1));
  });
});
