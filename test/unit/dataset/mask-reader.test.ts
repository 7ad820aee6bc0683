import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MaskReader } from "../../../src/dataset/mask-reader.ts";
import { readNifti } from "../../../src/dataset/nifti/read-nifti.ts";
import { createFrame } from "../../../src/imaging/create-frame.ts";
import { collect } from "./collect.ts";
import { niftiFile } from "./nifti-file.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "residua-"));
});
afterAll(() => rm(root, { recursive: true }));

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(root, name);
  await writeFile(path, bytes);
  return path;
}

const lengths = [10, 9, 8];
/** A voxel's own name. */
const name = (i: number, j: number, k: number) => 100 * i + 10 * j + k;
const marked = (value: number) => value % 7 === 3;

/** From voxel to mm; `flips` turn axes around, so that the same voxels lie at the same places. */
function affineOf(...flips: readonly boolean[]): number[][] {
  return [0, 1, 2].map((axis) => {
    const size = axis + 0.5;
    const row = [0, 0, 0, flips[axis] ? size * (lengths[axis]! - 1) - 20 : -20];
    row[axis] = flips[axis] ? -size : size;
    return row;
  });
}

describe("MaskReader", () => {
  it("finds a slice's mask where it lies in the patient, whichever way the mask's voxels are stored", async () => {
    const image = await collect(readNifti(niftiFile({ lengths, affine: affineOf() }, name)));
    for (const flips of [[], [true], [false, true], [false, false, true], [true, true, true]]) {
      const at = (axis: number, index: number) => (flips[axis] ? lengths[axis]! - 1 - index : index);
      const mask = niftiFile({ lengths, datatype: 2, affine: affineOf(...flips) }, (i, j, k) =>
        marked(name(at(0, i), at(1, j), at(2, k))) ? 1 : 0,
      );
      const path = await write(`${flips.map(Number).join("")}.nii.gz`, gzipSync(mask));
      const reader = new MaskReader();
      for (const frame of image.toReversed()) {
        const expected = Array.from(frame.pixels, (value) => (marked(value) ? 1 : 0));
        expect(Array.from(await reader.read(path, frame))).toEqual(expected);
      }
    }
  });

  it("goes by the slices' order where neither file says how it lies", async () => {
    const image = await collect(readNifti(niftiFile({ lengths }, name)));
    const path = await write(
      "plain.nii",
      niftiFile({ lengths, datatype: 2 }, (i, j, k) => (marked(name(i, j, k)) ? 9 : 0)),
    );
    const found = await new MaskReader().read(path, image[5]!);
    expect(Array.from(found)).toEqual(Array.from(image[5]!.pixels, (value) => (marked(value) ? 1 : 0)));
  });

  it("refuses a mask that does not lie on its image, and says why", async () => {
    const [frame] = await collect(readNifti(niftiFile({ lengths, affine: affineOf() }, name)));
    const [plain] = await collect(readNifti(niftiFile({ lengths }, name)));
    const moved = affineOf().map((row) => [...row.slice(0, 3), row[3]! + 0.4]);
    const shifted = await write("moved.nii", niftiFile({ lengths, affine: moved }, name));
    const silent = await write("silent.nii", niftiFile({ lengths }, name));
    const oriented = await write("oriented.nii", niftiFile({ lengths, affine: affineOf() }, name));
    const few = await write("few.nii", niftiFile({ lengths: [10, 9, 0] }, name));
    const small = await write(
      "small.png",
      encode({ width: 3, height: 2, channels: 1, data: new Uint8Array(6) }),
    );
    const broken = await write("broken.nii.gz", gzipSync(niftiFile({ lengths }, name)).subarray(0, 300));
    const reader = new MaskReader();
    await expect(reader.read(shifted, frame!)).rejects.toThrow("resample it to the image's grid");
    await expect(reader.read(silent, frame!)).rejects.toThrow("the mask does not");
    await expect(reader.read(oriented, plain!)).rejects.toThrow("the image does not");
    await expect(reader.read(small, frame!)).rejects.toThrow("has 3 x 2 pixels, its image 10 x 9");
    await expect(reader.read(few, plain!)).rejects.toThrow("few.nii cannot be read");
    await expect(reader.read(broken, plain!)).rejects.toThrow("broken.nii.gz cannot be read");
    await expect(reader.read(join(root, "none.png"), plain!)).rejects.toThrow("check the index");
  });

  it("reads a PNG for an image without a plane", async () => {
    const data = Uint8Array.from({ length: 90 }, (_, i) => (i === 41 ? 255 : 0));
    const path = await write("one.png", encode({ width: 10, height: 9, channels: 1, data }));
    const frame = createFrame({
      pixels: new Uint8Array(90).fill(1, 3),
      rows: 9,
      columns: 10,
      photometricInterpretation: "MONOCHROME2",
      SOPInstanceUID: "",
    });
    expect((await new MaskReader().read(path, frame)).indexOf(1)).toBe(41);
  });
});
