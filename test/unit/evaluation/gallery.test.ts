import { decode, encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { contactSheet } from "../../../src/evaluation/gallery/contact-sheet.ts";
import { contourColors, thumbnail } from "../../../src/evaluation/gallery/thumbnail.ts";
import { ellipseFrame, frameColumns, frameRows, lesionMask } from "../scoring/model-fixture.ts";

/** [row, column] of the picture's pixels of a colour. */
function pixelsOf(png: Uint8Array, color: readonly number[]): [number, number][] {
  const { data, width, height } = decode(png);
  return Array.from({ length: width * height }, (_, index) => index)
    .filter((index) => color.every((level, channel) => data[3 * index + channel] === level))
    .map((index) => [Math.floor(index / width), index % width]);
}

describe("thumbnail", () => {
  const frame = ellipseFrame({ lesion: 300 });
  const lesion = lesionMask();
  const map = Float32Array.from(lesion, (_, index) =>
    Math.hypot(Math.floor(index / frameColumns) - 45, (index % frameColumns) - 20) < 4 ? 3 : Number.NaN,
  );
  const picture = thumbnail(frame, { map, threshold: 2, lesion });

  it("is as large as it says, in the image's proportions", () => {
    expect(picture).toMatchObject({ width: Math.round((224 * frameColumns) / frameRows), height: 224 });
    expect(decode(picture.png)).toMatchObject({ width: picture.width, height: picture.height, channels: 3 });
  });

  it("outlines what the model marks and the true lesion, where they are", () => {
    const scale = frameRows / 224;
    const distances = (color: readonly number[], row: number, column: number) =>
      pixelsOf(picture.png, color).map(([r, c]) => Math.hypot(r * scale - row, c * scale - column));
    const model = distances(contourColors.model, 45, 20);
    const truth = distances(contourColors.truth, 28, 30);
    for (const [found, radius] of [
      [model, 4],
      [truth, 5],
    ] as const) {
      expect(found.length).toBeGreaterThan(40);
      expect(Math.max(...found)).toBeLessThan(radius + 0.7);
      expect(Math.min(...found)).toBeGreaterThan(radius - 1.2);
    }
  });

  it("marks nothing below the threshold, and knows of no lesion in a healthy image", () => {
    const { png } = thumbnail(frame, { map, threshold: 4, lesion: undefined });
    expect(pixelsOf(png, contourColors.model)).toEqual([]);
    expect(pixelsOf(png, contourColors.truth)).toEqual([]);
  });
});

describe("contactSheet", () => {
  const solid = (width: number, height: number, color: readonly number[]) => ({
    score: 1,
    lesionPixels: undefined,
    width,
    height,
    png: encode({
      data: Uint8Array.from({ length: 3 * width * height }, (_, index) => color[index % 3]!),
      width,
      height,
      channels: 3,
    }),
  });

  it("puts a row a group, each picture whole and beside the one before", () => {
    const [red, blue] = [solid(3, 2, [255, 0, 0]), solid(5, 4, [0, 0, 255])];
    const png = contactSheet([{ pictures: [red, blue] }, { pictures: [blue] }]);
    expect(decode(png)).toMatchObject({ width: 3 + 4 + 5, height: 4 + 4 + 4 });
    expect(pixelsOf(png, [255, 0, 0])).toEqual([0, 1].flatMap((row) => [0, 1, 2].map((c) => [row, c])));
    const blues = pixelsOf(png, [0, 0, 255]);
    expect(blues).toHaveLength(40);
    expect(blues).toContainEqual([3, 11]);
    expect(blues).toContainEqual([8, 0]);
  });
});
