import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillHoles, largestComponent } from "../../../src/imaging/components.ts";
import { distanceTransform } from "../../../src/imaging/distance-transform.ts";
import { close, dilate, erode, type Mask, open } from "../../../src/imaging/morphology.ts";
import { masked, percentile } from "../../../src/imaging/percentile.ts";
import { resample, resampleMask } from "../../../src/imaging/resample.ts";

const mask: fc.Arbitrary<Mask> = fc
  .record({ rows: fc.integer({ min: 1, max: 14 }), columns: fc.integer({ min: 1, max: 14 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.constantFrom(0, 0, 1, 1, 1), { minLength: rows * columns, maxLength: rows * columns })
      .map((values) => ({ pixels: Uint8Array.from(values), rows, columns })),
  );

/** One step with the 4-neighbourhood on the plane, with `beyond` outside the border. */
function naiveStep({ pixels, rows, columns }: Mask, grow: boolean): Mask {
  const at = (r: number, c: number) =>
    r < 0 || c < 0 || r >= rows || c >= columns ? 0 : pixels[r * columns + c]!;
  const result = new Uint8Array(pixels.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const around = [at(r, c), at(r - 1, c), at(r + 1, c), at(r, c - 1), at(r, c + 1)];
      result[r * columns + c] = grow ? Math.max(...around) : Math.min(...around);
    }
  }
  return { pixels: result, rows, columns };
}

function repeat(start: Mask, times: number, grow: boolean): Mask {
  let result = start;
  for (let k = 0; k < times; k++) result = naiveStep(result, grow);
  return result;
}

function embed({ pixels, rows, columns }: Mask, margin: number): Mask {
  const wide = columns + 2 * margin;
  const result = new Uint8Array((rows + 2 * margin) * wide);
  pixels.forEach((x, i) => {
    result[(Math.floor(i / columns) + margin) * wide + (i % columns) + margin] = x;
  });
  return { pixels: result, rows: rows + 2 * margin, columns: wide };
}

describe("morphology", () => {
  it("equals repeated steps", () => {
    fc.assert(
      fc.property(mask, fc.integer({ min: 0, max: 4 }), (m, n) => {
        expect(dilate(m, n)).toEqual(repeat(m, n, true));
        expect(erode(m, n)).toEqual(repeat(m, n, false));
        expect(open(m, n)).toEqual(repeat(repeat(m, n, false), n, true));
        const closedOnPlane = repeat(repeat(embed(m, n), n, true), n, false);
        expect(embed(close(m, n), n)).toEqual(closedOnPlane);
      }),
    );
  });

  it("closing never loses and opening never gains", () => {
    fc.assert(
      fc.property(mask, fc.integer({ min: 0, max: 64 }), (m, n) => {
        const closed = close(m, n);
        const opened = open(m, n);
        expect(m.pixels.every((x, i) => closed.pixels[i]! >= x && opened.pixels[i]! <= x)).toBe(true);
      }),
    );
  });
});

describe("components", () => {
  /** Component numbers by letting the smallest index spread until nothing changes. */
  function naiveLabels({ pixels, rows, columns }: Mask, value: number): Int32Array {
    const labels = Int32Array.from(pixels, (x, i) => (x === value ? i : -1));
    for (let changed = true; changed; ) {
      changed = false;
      for (let i = 0; i < labels.length; i++) {
        if (labels[i]! < 0) continue;
        const column = i % columns;
        const near = [
          column > 0 ? i - 1 : i,
          column < columns - 1 ? i + 1 : i,
          i >= columns ? i - columns : i,
          i < (rows - 1) * columns ? i + columns : i,
        ];
        for (const j of near) {
          if (labels[j]! >= 0 && labels[j]! < labels[i]!) {
            labels[i] = labels[j]!;
            changed = true;
          }
        }
      }
    }
    return labels;
  }

  it("keeps the largest", () => {
    fc.assert(
      fc.property(mask, (m) => {
        const sizes = new Map<number, number>();
        for (const label of naiveLabels(m, 1)) {
          if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1);
        }
        const kept = largestComponent(m);
        const size = kept.pixels.reduce((sum, x) => sum + x, 0);
        expect(size).toBe(Math.max(0, ...sizes.values()));
        const labels = naiveLabels(m, 1);
        expect(new Set(labels.filter((_, i) => kept.pixels[i] === 1)).size).toBe(size > 0 ? 1 : 0);
      }),
    );
  });

  it("fills exactly what the border cannot reach", () => {
    fc.assert(
      fc.property(mask, (m) => {
        const labels = naiveLabels(embed(m, 1), 0);
        const filled = embed(fillHoles(m), 1);
        expect([...filled.pixels]).toEqual([...labels].map((label) => (label === 0 ? 0 : 1)));
      }),
    );
  });
});

describe("distanceTransform", () => {
  it("equals the search over all pixels, with the outside beyond the border", () => {
    fc.assert(
      fc.property(mask, (m) => {
        const wide = embed(m, 1);
        const outside: [number, number][] = [];
        wide.pixels.forEach((x, i) => {
          if (x === 0) outside.push([Math.floor(i / wide.columns) - 1, (i % wide.columns) - 1]);
        });
        const errors = distanceTransform(m).map((d, i) => {
          const r = Math.floor(i / m.columns);
          const c = i % m.columns;
          return Math.abs(d - Math.min(...outside.map(([y, x]) => Math.hypot(y - r, x - c))));
        });
        expect(Math.max(...errors)).toBeLessThan(1e-5);
      }),
    );
  });
});

describe("percentile", () => {
  it("interpolates between order statistics", () => {
    expect(percentile(Float32Array.of(4, 1, 3, 2), 50)).toBe(2.5);
    expect(percentile(Float32Array.of(10, 0), 25)).toBe(2.5);
    expect(percentile(Float32Array.of(7), 98)).toBe(7);
  });

  it("lies between as many values as it says", () => {
    const values = fc.float32Array({ minLength: 1, maxLength: 60, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 100, noNaN: true }), (x, q) => {
        const p = percentile(x, q);
        const position = (q / 100) * (x.length - 1);
        const below = x.filter((v) => v < p).length;
        const notAbove = x.filter((v) => v <= p).length;
        expect(below).toBeLessThanOrEqual(Math.ceil(position));
        expect(notAbove).toBeGreaterThanOrEqual(Math.floor(position));
      }),
    );
  });

  it("is taken inside a mask", () => {
    expect(masked(Float32Array.of(5, 6, 7), Uint8Array.of(1, 0, 1))).toEqual(Float32Array.of(5, 7));
  });
});

describe("resample", () => {
  const grid = (rows: number, columns: number, value: (r: number, c: number) => number) => ({
    rows,
    columns,
    pixels: Float32Array.from({ length: rows * columns }, (_, i) =>
      value(Math.floor(i / columns), i % columns),
    ),
  });
  const stretch = (from: number, to: number) => ({ scale: from / to, offset: from / to / 2 - 0.5 });

  it("keeps the mean when it shrinks by any factor", () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 60 }), fc.integer({ min: 1, max: 8 }), (from, to) => {
        const source = grid(from, from, (r, c) => ((r * 31 + c * 17) % 23) - 5);
        const { scale, offset } = stretch(from, to);
        const affine = { scaleRow: scale, scaleColumn: scale, offsetRow: offset, offsetColumn: offset };
        const small = resample(source, { rows: to, columns: to, affine, outside: -5 });
        const mean = (x: Float32Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
        expect(mean(small)).toBeCloseTo(mean(source.pixels), 3);
      }),
    );
  });

  it("keeps a slope when it shrinks or grows, away from the border", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 3, noNaN: true }), (scale) => {
        const source = grid(40, 40, (r, c) => 3 * r - 2 * c);
        const affine = { scaleRow: scale, scaleColumn: scale, offsetRow: 8, offsetColumn: 6 };
        const side = Math.floor(20 / scale);
        const result = resample(source, { rows: side, columns: side, affine, outside: 0 });
        const errors = result.map((x, i) => {
          const r = Math.floor(i / side) * scale + 8;
          const c = (i % side) * scale + 6;
          return Math.abs(x - (3 * r - 2 * c));
        });
        // A box whose edge cuts a pixel takes that pixel's mean, not its nearer part.
        expect(Math.max(...errors)).toBeLessThan(scale > 1 ? 0.65 : 1e-3);
      }),
    );
  });

  it("does not alias a pattern finer than the result", () => {
    const source = grid(256, 256, (r, c) => ((r + c) % 2) * 100);
    const affine = { scaleRow: 5.3, scaleColumn: 5.3, offsetRow: 4, offsetColumn: 4 };
    const result = resample(source, { rows: 40, columns: 40, affine, outside: 0 });
    for (const x of result) expect(Math.abs(x - 50)).toBeLessThan(2);
  });

  it("takes `outside` beyond the source, also when nothing of the source is in view", () => {
    const source = grid(4, 4, () => 9);
    const affine = { scaleRow: 1, scaleColumn: 1, offsetRow: 100, offsetColumn: -100 };
    expect(resample(source, { rows: 2, columns: 2, affine, outside: -1 })).toEqual(
      new Float32Array(4).fill(-1),
    );
  });

  it("keeps mask pixels that are at least half covered", () => {
    const source = { rows: 1, columns: 4, pixels: Uint8Array.of(1, 0, 0, 1) };
    const affine = { scaleRow: 1, scaleColumn: 2, offsetRow: 0, offsetColumn: 0.5 };
    expect([...resampleMask(source, { rows: 1, columns: 2, affine })]).toEqual([1, 1]);
    const third = { scaleRow: 1, scaleColumn: 3, offsetRow: 0, offsetColumn: 1 };
    expect([...resampleMask(source, { rows: 1, columns: 1, affine: third })]).toEqual([0]);
  });
});
