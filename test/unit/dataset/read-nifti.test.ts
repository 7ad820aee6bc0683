import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { niftiSlices, readNifti } from "../../../src/dataset/nifti/read-nifti.ts";
import { DataError } from "../../../src/errors/index.ts";
import type { Frame } from "../../../src/imaging/frame.ts";
import { imageToPatient } from "../../../src/imaging/patient-space.ts";
import { planeOf } from "../../../src/imaging/plane.ts";
import { collect } from "./collect.ts";
import { niftiFile } from "./nifti-file.ts";

async function frames(file: Uint8Array, wanted?: readonly number[]): Promise<Frame[]> {
  return collect(readNifti(file, wanted ? { wanted } : {}));
}

const lengths = [10, 9, 8];
/** A voxel's own name. */
const name = (i: number, j: number, k: number) => 100 * i + 10 * j + k;

describe("readNifti", () => {
  it("shows each voxel where the affine says it lies, for every order and direction of the axes", async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const sign = fc.constantFrom(-1, 1);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...orders), sign, sign, sign, async (order, ...signs) => {
        const affine = [0, 1, 2].map((world) => {
          const row = [0, 0, 0, 5 * world - 7];
          row[order[world]!] = signs[world]! * (world + 0.5);
          return row;
        });
        const stack = await frames(niftiFile({ lengths, affine }, name));
        expect(stack).toHaveLength(lengths[order[2]!]!);
        for (const frame of stack) {
          expect(planeOf(frame)).toBe("axial");
          expect(frame.plane!.rowCosines[0]).toBeCloseTo(1);
          expect(frame.plane!.columnCosines[1]).toBeCloseTo(1);
          const point = { row: 3, column: 2 };
          const [left, posterior, z] = imageToPatient(frame, point)!;
          const value = frame.pixels[point.row * frame.columns + point.column]!;
          const voxel = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
          const world = affine.map(
            (row) => row[3]! + voxel.reduce((sum, v, axis) => sum + v * row[axis]!, 0),
          );
          expect([-left, -posterior, z]).toEqual(world.map((x) => expect.closeTo(x, 4)));
        }
        const heights = stack.map((frame) => frame.plane!.position[2]);
        expect(heights).toEqual(heights.toSorted((a, b) => a - b));
      }),
      { numRuns: 48 },
    );
  });

  it("applies the scaling once, and takes a slope of 0 for none", async () => {
    const scaled = niftiFile({ lengths, slope: 2, intercept: -1000 }, () => 600);
    expect((await frames(scaled))[0]!.pixels[0]).toBe(200);
    const plain = niftiFile({ lengths, slope: 0, intercept: -1000 }, () => 600);
    expect((await frames(plain))[0]!.pixels[0]).toBe(600);
  });

  it("reads either byte order, floats, and compressed files", async () => {
    const options = { lengths, datatype: 16 } as const;
    const value = (i: number, j: number, k: number) => name(i, j, k) / 4;
    const little = await frames(niftiFile(options, value));
    expect(await frames(niftiFile({ ...options, littleEndian: false }, value))).toEqual(little);
    expect(await frames(gzipSync(niftiFile(options, value)))).toEqual(little);
    expect(niftiSlices(gzipSync(niftiFile(options, value)))).toBe(8);
  });

  it("gives no plane where the file does not say how the volume lies", async () => {
    const [frame] = await frames(niftiFile({ lengths }, name));
    expect(frame!.plane).toBeUndefined();
    expect(frame!.spacing).toEqual({ row: 3, column: 2 });
    expect(frame!.pixels[0]).toBe(name(0, 8, 0));
  });

  it("reads only the slices asked for", async () => {
    const file = niftiFile({ lengths }, (_i, _j, k) => k);
    const some = await frames(file, [2, 8]);
    expect(some.map(({ frameNumber, pixels }) => [frameNumber, pixels[0]])).toEqual([
      [2, 1],
      [8, 7],
    ]);
    await expect(frames(file, [9])).rejects.toThrow("8 slices; there is no slice 9");
  });

  it("refuses what inflates to more than its header says", async () => {
    const file = niftiFile({ lengths }, name);
    const bomb = new Uint8Array(file.length + 3 * 2 ** 20);
    bomb.set(file);
    await expect(frames(gzipSync(bomb))).rejects.toThrow("holds much more than its header says");
  });

  it("names what is wrong", async () => {
    const file = niftiFile({ lengths }, name);
    const large = file.slice();
    new DataView(large.buffer).setInt16(42, 32_000, true);
    new DataView(large.buffer).setInt16(44, 32_000, true);
    const cases: [file: Uint8Array, sentence: string][] = [
      [new Uint8Array(10), "not NIfTI"],
      [file.subarray(0, 400), "ends before its last voxel"],
      [gzipSync(file).subarray(0, 200), "damaged"],
      [niftiFile({ lengths: [8, 8, 8, 2] }, name), "one volume"],
      [niftiFile({ lengths, datatype: 128 }, name), "no real numbers"],
      [large, "32000 x 32000 x 8 voxels"],
    ];
    for (const [bytes, sentence] of cases) {
      await expect(frames(bytes), sentence).rejects.toThrow(DataError);
      await expect(frames(bytes), sentence).rejects.toThrow(sentence);
    }
  });

  it("reads or refuses any bytes, and never fails otherwise", async () => {
    const file = niftiFile(
      {
        lengths,
        affine: [
          [1, 0, 0, 0],
          [0, 1, 0, 0],
          [0, 0, 1, 0],
        ],
      },
      name,
    );
    const change = fc.tuple(fc.nat(351), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = file.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const error = await frames(bytes).then(
          () => undefined,
          (cause: unknown) => cause,
        );
        if (error !== undefined) expect((error as Error).name).toMatch(/^(DataError|DicomError)$/);
      }),
      { numRuns: 200 },
    );
  });

  it("stops when aborted", async () => {
    const signal = AbortSignal.abort(new Error("stop"));
    await expect(collect(readNifti(niftiFile({ lengths }, name), { signal }))).rejects.toThrow("stop");
  });
});
