import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode } from "fast-png";
import jpeg from "jpeg-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderLabels } from "../../../src/dataset/folder-labels.ts";
import { parseIndex } from "../../../src/dataset/index-csv.ts";
import { listImages } from "../../../src/dataset/list-images.ts";
import { type BrokenFile, readFrames } from "../../../src/dataset/read-frames.ts";
import { DataError } from "../../../src/errors/index.ts";
import { collect } from "./collect.ts";
import { dicomFile, native } from "./dicom-file.ts";
import { niftiFile } from "./nifti-file.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "residua-"));
});
afterAll(() => rm(root, { recursive: true }));

async function write(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

const png = (value: number) => {
  const data = new Uint8Array(64).fill(value);
  data[0] = 0;
  return encode({ width: 8, height: 8, channels: 1, data });
};
const dicom = (patient: string, frames = 1) =>
  dicomFile({
    x00080060: ["CS", "CT"],
    x00100020: ["LO", patient],
    x00280008: ["IS", `${frames}`],
    ...native(Uint16Array.from({ length: 64 * frames }, (_, i) => Math.floor(i / 64) + 1)),
  });

describe("listImages and readFrames", () => {
  it("reads a tree of DICOM: patients, frames of a multi-frame image, and nothing that is no image", async () => {
    await write("dicom/a/1.dcm", dicom("P1"));
    await write("dicom/a/no-suffix", dicom("P1", 3));
    await write("dicom/b/2.dcm", dicom("P2"));
    await write("dicom/b/report.dcm", dicomFile({ x00080016: ["UI", "1.2.840.10008.5.1.4.1.1.88.11"] }));
    await write("dicom/notes.txt", "no image");
    const { rows, others } = await listImages(join(root, "dicom"));
    expect(others).toBe(2);
    const facts = rows.map(({ patient, label, frame, numbers }) => [patient, label, frame, numbers.position]);
    expect(facts).toEqual([
      ["P1", "normal", undefined, undefined],
      ["P1", "normal", 1, 0],
      ["P1", "normal", 2, 0.5],
      ["P1", "normal", 3, 1],
      ["P2", "normal", undefined, undefined],
    ]);
    expect(rows[0]!.columns.modality).toBe("CT");
    const images = await collect(readFrames(rows));
    expect(images.map(({ frame, row }) => [frame.frameNumber, frame.pixels[0], row.frame])).toEqual([
      [1, 1, undefined],
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
      [1, 1, undefined],
    ]);
  });

  it("reads PNG and JPEG images in a folder for each class and split", async () => {
    const data = Buffer.from(Array.from({ length: 64 }, (_, i) => [i, i, i, 255]).flat());
    await write("classes/train/NORMAL/1.png", png(10));
    await write("classes/train/NORMAL/2.jpeg", jpeg.encode({ data, width: 8, height: 8 }, 90).data);
    await write("classes/test/PNEUMONIA/3.png", png(30));
    await write("classes/stray.png", png(40));
    const { rows, others } = await listImages(join(root, "classes"));
    expect(others).toBe(1);
    expect(rows.map(({ patient, split, label }) => [patient, split, label])).toEqual([
      ["test/PNEUMONIA/3.png", "test", "PNEUMONIA"],
      ["train/NORMAL/1.png", "train", "normal"],
      ["train/NORMAL/2.jpeg", "train", "normal"],
    ]);
    const images = await collect(readFrames(rows));
    expect(images.map(({ frame }) => frame.pixels[9])).toEqual([30, 10, expect.closeTo(9, -1)]);
  });

  it("reads NIfTI volumes slice by slice", async () => {
    const volume = niftiFile({ lengths: [8, 8, 5] }, (_i, _j, k) => k);
    await write("volumes/one.nii", volume);
    await write("volumes/two.nii.gz", gzipSync(volume));
    const { rows } = await listImages(join(root, "volumes"));
    expect(rows).toHaveLength(10);
    const middle = rows.filter(({ numbers }) => numbers.position! > 0.3 && numbers.position! < 0.8);
    const images = await collect(readFrames(middle));
    expect(images.map(({ frame, row }) => [frame.pixels[0], row.patient])).toEqual([
      [2, "one.nii"],
      [3, "one.nii"],
      [2, "two.nii.gz"],
      [3, "two.nii.gz"],
    ]);
  });

  it("reads what an index names: whole files, and frames of them in any order", async () => {
    await write("indexed/m.dcm", dicom("P", 3));
    const csv = "file,frame,label\nm.dcm,3,a\nm.dcm,1,b\nm.dcm,,c\n";
    const images = await collect(readFrames(parseIndex(csv, join(root, "indexed/index.csv"))));
    expect(images.map(({ frame, row }) => [frame.pixels[0], row.label])).toEqual([
      [3, "a"],
      [1, "b"],
      [1, "c"],
      [2, "c"],
      [3, "c"],
    ]);
    expect(() => parseIndex("file,frame\nm.dcm,0\n", "i.csv")).toThrow("frames count from 1 (i.csv, row 2)");
  });

  it("leaves out a broken file in twenty, reports it and counts", async () => {
    for (let i = 0; i < 20; i++) await write(`few/${10 + i}.png`, png(i + 1));
    await write("few/13.png", png(1).subarray(0, 50));
    const { rows } = await listImages(join(root, "few"));
    const broken: BrokenFile[] = [];
    const counts: number[] = [];
    const images = await collect(
      readFrames(rows, {
        onBroken: (file) => broken.push(file),
        onProgress: (progress) => counts.push(progress.files, progress.total, progress.broken),
      }),
    );
    expect(images).toHaveLength(19);
    expect(broken).toEqual([
      { file: join(root, "few/13.png"), reason: expect.stringContaining("ends early") },
    ]);
    expect(counts.slice(-3)).toEqual([20, 20, 1]);
  });

  it("stops with a list when more are broken", async () => {
    for (let i = 0; i < 20; i++) await write(`many/${10 + i}.png`, png(i + 1));
    await write("many/13.png", png(1).subarray(0, 50));
    await write("many/17.png", png(1).subarray(0, 50));
    const { rows } = await listImages(join(root, "many"));
    const reading = collect(readFrames(rows));
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toThrow(/More than 5 % .* \(2 of 20\).*\n.*13\.png.*\n.*17\.png/);
    const missing = parseIndex("file\nnowhere.png\n", join(root, "index.csv"));
    await expect(collect(readFrames(missing))).rejects.toThrow(
      /1 of 1.*\n.*nowhere\.png: The file cannot be read/,
    );
  });

  it("stops when aborted, in listing and in reading", async () => {
    const aborter = new AbortController();
    const { rows } = await listImages(join(root, "few"));
    const read = async () => {
      for await (const { row } of readFrames(rows, { signal: aborter.signal })) {
        expect(row.patient).toBe("10.png");
        aborter.abort(new Error("stop"));
      }
    };
    await expect(read()).rejects.toThrow("stop");
    await expect(listImages(join(root, "few"), { signal: aborter.signal })).rejects.toThrow("stop");
  });

  it("says that a folder is empty or missing", async () => {
    await mkdir(join(root, "empty"));
    await expect(listImages(join(root, "empty"))).rejects.toThrow("holds no image");
    await expect(listImages(join(root, "absent"))).rejects.toThrow("cannot be read");
  });
});

describe("folderLabels", () => {
  it("takes all for healthy where no folder has a name for healthy images", () => {
    expect(folderLabels(["p1/a.dcm", "p2/b.dcm", "c.dcm"]).map(({ label }) => label)).toEqual([
      "normal",
      "normal",
      "normal",
    ]);
  });

  it("finds split and class in either order", () => {
    expect(folderLabels(["No_Finding/valid/a.png", "training/effusion/x/b.png"])).toEqual([
      { split: "val", label: "normal" },
      { split: "train", label: "effusion" },
    ]);
  });
});
