import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import dcmjs from "dcmjs";
import dicomParser from "dicom-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSamples } from "../../../src/cli/samples/make-samples.ts";
import { encodeMask } from "../../../src/cli/samples/mask-runs.ts";
import { uidFromName } from "../../../src/cli/samples/uid.ts";
import { readDicom } from "../../../src/dataset/read-dicom.ts";
import {
  type SampleStudy,
  type SamplesIndex,
  sampleMaskPixels,
  samplesIndexSchema,
} from "../../../src/dataset/samples-schema.ts";
import type { Frame } from "../../../src/imaging/frame.ts";
import { planeOf } from "../../../src/imaging/plane.ts";
import { prepare } from "../../../src/imaging/prepare.ts";
import { brainSteps, modelSize } from "../imaging/frames.ts";

let out: string;
let index: SamplesIndex;
const progress: number[] = [];

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "residua-samples-"));
  index = await makeSamples({ out, onProgress: ({ done }) => progress.push(done) });
}, 30_000);

afterAll(() => rm(out, { recursive: true, force: true }));

async function readStudy(study: SampleStudy): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (const { path } of study.files) frames.push(...(await readDicom(await readFile(join(out, path)))));
  return frames;
}

function study(id: string): SampleStudy {
  return index.studies.find((one) => one.id === id)!;
}

describe("makeSamples", () => {
  it("writes two studies of 20 slices and an index that its schema accepts", async () => {
    const written: unknown = JSON.parse(await readFile(join(out, "index.json"), "utf8"));
    expect(samplesIndexSchema.parse(written)).toEqual(index);
    expect(index.studies.map(({ id, files }) => [id, files.length])).toEqual([
      ["brain-mr", 20],
      ["brain-mr-lesion", 20],
    ]);
    expect(progress).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    const licence = await readFile(join(out, index.attribution.licenceFile), "utf8");
    expect(licence).toMatch(/RII-UTHSCSA/);
  });

  it("writes files that two DICOM readers agree on, without a word about the patient", async () => {
    const uids = new Set<string>();
    for (const { files, StudyInstanceUID, SeriesInstanceUID } of index.studies) {
      for (const [i, { path, SOPInstanceUID }] of files.entries()) {
        const bytes = await readFile(join(out, path));
        const parsed = dicomParser.parseDicom(bytes);
        expect(parsed.warnings).toEqual([]);
        expect(parsed.string("x00020010")).toBe("1.2.840.10008.1.2.1");
        expect(parsed.string("x00080018")).toBe(SOPInstanceUID);
        expect(parsed.string("x00020003")).toBe(SOPInstanceUID);
        expect(parsed.string("x0020000d")).toBe(StudyInstanceUID);
        expect(parsed.string("x0020000e")).toBe(SeriesInstanceUID);
        expect(parsed.intString("x00200013")).toBe(i + 1);
        expect(parsed.string("x00100020")).toBe("SAMPLE");
        for (const tag of ["x00100030", "x00100040", "x00080020", "x00080090"]) {
          expect(parsed.string(tag)).toBeUndefined();
        }
        for (const tag of ["x00101010", "x00101030", "x00081070", "x00081010"]) {
          expect(parsed.elements[tag]).toBeUndefined();
        }
        const { buffer, byteOffset, byteLength } = bytes;
        const message = dcmjs.data.DicomMessage.readFile(buffer.slice(byteOffset, byteOffset + byteLength));
        const dataset = dcmjs.data.DicomMetaDictionary.naturalizeDataset(message.dict);
        expect(dataset).toMatchObject({ SOPInstanceUID, Rows: 256, Columns: 256, Modality: "MR" });
        uids.add(SOPInstanceUID);
      }
    }
    expect(uids.size).toBe(40);
  });

  it("keeps the geometry: one oblique axial stack from feet to head, evenly spaced", async () => {
    for (const one of index.studies) {
      const frames = await readStudy(one);
      const heights = frames.map((frame) => {
        expect(planeOf(frame)).toBe("axial");
        expect(frame.spacing).toEqual({ row: 0.859375, column: 0.859375 });
        const { position, columnCosines } = frame.plane!;
        expect(columnCosines[2]).toBeCloseTo(0.134158, 4);
        return position[1] * -columnCosines[2] + position[2] * columnCosines[1];
      });
      const steps = heights.slice(1).map((height, i) => height - heights[i]!);
      expect(Math.min(...steps)).toBeGreaterThan(6.8);
      expect(Math.max(...steps)).toBeLessThan(7.2);
    }
  });

  it("implants a lesion about 45 % brighter than its surroundings on five slices, and nothing elsewhere", async () => {
    const before = await readStudy(study("brain-mr"));
    const lesion = study("brain-mr-lesion");
    const after = await readStudy(lesion);
    const changed = lesion.files.flatMap(({ mask }, i) => (mask === undefined ? [] : [i]));
    expect(changed).toEqual([10, 11, 12, 13, 14]);
    expect(lesion.firstShown).toBe(12);
    lesion.files.forEach(({ mask }, i) => {
      const difference = after[i]!.pixels.map((x, p) => x - before[i]!.pixels[p]!);
      if (mask === undefined) {
        expect(difference.every((d) => d === 0)).toBe(true);
        return;
      }
      const inside = sampleMaskPixels(mask);
      const mean = (values: Float32Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
      const gain =
        mean(difference.filter((_, p) => inside[p] === 1)) /
        mean(before[i]!.pixels.filter((_, p) => inside[p] === 1));
      expect(gain).toBeGreaterThan(0.3);
      expect(gain).toBeLessThan(0.5);
      expect(Math.max(...difference)).toBeGreaterThan(0.4 * 350);
    });
    expect(study("brain-mr").files.every(({ mask }) => mask === undefined)).toBe(true);
  });

  it("puts the lesion deep in the head, about 14 x 12 pixels of a brain model's 128", async () => {
    const { files, firstShown } = study("brain-mr-lesion");
    const { path, mask } = files[firstShown]!;
    const [frame] = await readDicom(await readFile(join(out, path)));
    const { affine, depth } = prepare(frame!, brainSteps, modelSize);
    const columns: number[] = [];
    const rows: number[] = [];
    sampleMaskPixels(mask!).forEach((inside, i) => {
      if (inside === 0) return;
      columns.push(((i % frame!.columns) - affine.offsetColumn) / affine.scaleColumn);
      rows.push((Math.floor(i / frame!.columns) - affine.offsetRow) / affine.scaleRow);
    });
    const extent = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
    expect(Math.abs(extent(rows) - 14)).toBeLessThan(2);
    expect(Math.abs(extent(columns) - 12)).toBeLessThan(2);
    const depths = rows.map((row, i) => depth[Math.round(row) * 128 + Math.round(columns[i]!)]!);
    expect(Math.min(...depths)).toBeGreaterThan(14);
  });

  it("says in the tags that the lesion is synthetic", async () => {
    for (const [i, { path, mask }] of study("brain-mr-lesion").files.entries()) {
      const parsed = dicomParser.parseDicom(await readFile(join(out, path)));
      expect(parsed.string("x00080008")).toBe("DERIVED\\PRIMARY\\OTHER");
      expect(parsed.string("x00082111")).toMatch(mask ? /^Synthetic lesion/ : /^Copy/);
      const source = parsed.elements.x00082112!.items![0]!.dataSet!;
      expect(source.string("x00081155")).toBe(study("brain-mr").files[i]!.SOPInstanceUID);
    }
  });

  it("makes the same bytes again, also over what is there", async () => {
    const snapshot = async () => {
      const names = (await readdir(out, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();
      return Promise.all(
        names.map(async (name) => [name, (await readFile(join(out, name))).toString("base64")]),
      );
    };
    const first = await snapshot();
    await makeSamples({ out });
    expect(await snapshot()).toEqual(first);
    expect(first).toHaveLength(43);
  }, 30_000);

  it("stops when asked to, before an index is written", async () => {
    const folder = await mkdtemp(join(tmpdir(), "residua-samples-"));
    const controller = new AbortController();
    const reason = new Error("enough");
    const onProgress = ({ done }: { done: number }) => {
      if (done === 3) controller.abort(reason);
    };
    await expect(makeSamples({ out: folder, signal: controller.signal, onProgress })).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual(["brain-mr"]);
    await rm(folder, { recursive: true });
  });
});

describe("sample masks", () => {
  it("come back from their runs", () => {
    const pixels = Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 1, 1);
    const mask = encodeMask(pixels, 3, 3);
    expect(mask.runs).toEqual([0, 2, 4, 1, 6, 3]);
    expect(sampleMaskPixels(mask)).toEqual(pixels);
    expect(sampleMaskPixels(encodeMask(new Uint8Array(4), 2, 2))).toEqual(new Uint8Array(4));
  });

  it("are refused when their runs leave the image", () => {
    const file = { path: "a/1.dcm", SOPInstanceUID: "1.2", mask: { rows: 2, columns: 2, runs: [3, 2] } };
    const broken = { ...index, studies: [{ ...index.studies[0]!, firstShown: 0, files: [file] }] };
    expect(() => samplesIndexSchema.parse(broken)).toThrow(/runs must come in pairs/);
    const outside = { ...file, mask: undefined, path: "../secret.dcm" };
    const escaping = { ...index, studies: [{ ...index.studies[0]!, firstShown: 0, files: [outside] }] };
    expect(() => samplesIndexSchema.parse(escaping)).toThrow(/relative path/);
  });
});

describe("uidFromName", () => {
  it("gives valid UIDs that depend on the name alone", () => {
    expect(uidFromName("a")).toBe(uidFromName("a"));
    expect(uidFromName("a")).not.toBe(uidFromName("b"));
    expect(uidFromName("a")).toMatch(/^2\.25\.[1-9][0-9]{1,38}$/);
  });
});
