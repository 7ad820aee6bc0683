import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeVariant, variantNames, withoutTags } from "../../../../src/evaluation/foreign/variants.ts";
import type { Frame } from "../../../../src/imaging/frame.ts";
import { ellipseFrame } from "../../scoring/model-fixture.ts";

const frames = fc
  .record({ rows: fc.integer({ min: 2, max: 9 }), columns: fc.integer({ min: 2, max: 9 }) })
  .map(
    ({ rows, columns }): Frame => ({
      ...ellipseFrame(),
      rows,
      columns,
      pixels: Float32Array.from({ length: rows * columns }, (_, index) => index),
      padding: Uint8Array.from({ length: rows * columns }, (_, index) => index % 2),
    }),
  );

describe("makeVariant", () => {
  it("turns: 90° and 270°, or twice 180°, give the frame again", () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(makeVariant(makeVariant(frame, "turned 90°"), "turned 270°")).toEqual(frame);
        expect(makeVariant(makeVariant(frame, "turned 180°"), "turned 180°")).toEqual(frame);
      }),
      { numRuns: 20 },
    );
  });

  it("turns clockwise, with the spacing and the padding", () => {
    const { pixels, padding, rows, columns, spacing } = makeVariant(
      {
        ...ellipseFrame(),
        rows: 2,
        columns: 3,
        pixels: Float32Array.of(0, 1, 2, 3, 4, 5),
        padding: Uint8Array.of(1, 0, 0, 0, 0, 0),
      },
      "turned 90°",
    );
    expect([rows, columns]).toEqual([3, 2]);
    expect([...pixels]).toEqual([3, 0, 4, 1, 5, 2]);
    expect([...padding!]).toEqual([0, 1, 0, 0, 0, 0]);
    expect(spacing).toEqual({ row: 0.8, column: 0.9 });
  });

  it("cuts the middle out", () => {
    const frame = {
      ...ellipseFrame(),
      rows: 4,
      columns: 4,
      pixels: Float32Array.from({ length: 16 }, (_, i) => i),
    };
    const { pixels, rows, columns } = makeVariant(frame, "cropped");
    expect([rows, columns, ...pixels]).toEqual([2, 2, 5, 6, 9, 10]);
  });

  it("leaves tags and place as they are, until they are taken off", () => {
    const frame = ellipseFrame();
    for (const name of variantNames) {
      expect(makeVariant(frame, name).tags).toEqual(frame.tags);
      expect(makeVariant(frame, name).plane).toEqual(frame.plane);
    }
    expect(withoutTags(frame)).not.toHaveProperty("plane");
    expect(withoutTags(frame).tags).toEqual({});
  });
});
