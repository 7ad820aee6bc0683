import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findOrthanc, howToInstall, startOrthanc } from "../../../scripts/ohif/orthanc.mjs";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { makeSamples } from "../../../src/cli/samples/make-samples.ts";
import type { DicomDataset } from "../../../src/report/dataset.ts";
import { readDicomFile, writeDicomFile } from "../../../src/report/dicom-file.ts";
import { type ReadSegmentation, readSegmentation } from "../../../src/report/reading/read-segmentation.ts";
import { resultsSchema } from "../../../src/report/tables/results-schema.ts";
import { printed, quietConsole } from "./quiet-console.ts";

const quiet = quietConsole();
const model = ["--model", "assets/models/brain-flair"];
/** Slices through the lesion of the sample. */
const names = ["12", "13", "14"];

let folder: string;
let images: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "residua-report-"));
  await makeSamples({ out: join(folder, "samples") });
  images = names.map((name) => join(folder, "samples", "brain-mr-lesion", `${name}.dcm`));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(out: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }[]> {
  const files = (await readdir(out)).sort();
  return Promise.all(files.map(async (name) => ({ name, bytes: await readFile(join(out, name)) })));
}

/** Single images as the frames of one Enhanced MR file, last first. */
function enhanced(datasets: readonly DicomDataset[]): DicomDataset {
  const frames = [...datasets].reverse();
  const {
    ImagePositionPatient: _,
    ImageOrientationPatient: orientation,
    PixelSpacing: mm,
    SliceThickness: thickness,
    ...rest
  } = frames[0]!;
  const pixels = frames.map(({ PixelData }) => Buffer.from([PixelData].flat()[0] as ArrayBuffer));
  return {
    ...rest,
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.4.1",
    SOPInstanceUID: "2.25.4242",
    SeriesInstanceUID: "2.25.4241",
    NumberOfFrames: frames.length,
    SharedFunctionalGroupsSequence: [
      {
        PixelMeasuresSequence: [{ PixelSpacing: mm, SliceThickness: thickness }],
        PlaneOrientationSequence: [{ ImageOrientationPatient: orientation }],
      },
    ],
    PerFrameFunctionalGroupsSequence: frames.map(({ ImagePositionPatient }) => ({
      PlanePositionSequence: [{ ImagePositionPatient }],
    })),
    PixelData: new Uint8Array(Buffer.concat(pixels)).buffer,
  };
}

/** Every pixel of every mask by its place in the patient. */
function placesOf({ columns, segments }: ReadSegmentation): Set<string> {
  const places = new Set<string>();
  for (const { mask, plane, spacing } of segments.flatMap(({ frames }) => frames)) {
    for (const index of mask.keys()) {
      if (mask[index] === 0) continue;
      const across = (index % columns) * spacing!.column;
      const down = Math.floor(index / columns) * spacing!.row;
      const point = [0, 1, 2].map(
        (axis) =>
          plane!.position[axis]! + across * plane!.rowCosines[axis]! + down * plane!.columnCosines[axis]!,
      );
      places.add(point.map((value) => value.toFixed(2)).join(" "));
    }
  }
  return places;
}

describe("residua report", { timeout: 180_000 }, () => {
  it("writes the lesion of a real series as a segmentation that lies on its images, and a report", async () => {
    const out = join(folder, "both");
    expect(await runResidua(["report", ...model, "--out", out, ...images])).toBe(0);
    expect(printed(quiet.out).join("\n")).toContain("Not for diagnostic use");
    const [seg, sr] = await written(out);
    expect(seg!.name).toMatch(/-seg\.dcm$/);
    expect(sr!.name).toMatch(/-sr\.dcm$/);
    const source = readDicomFile(await readFile(images[1]!), { withoutPixels: true });
    const { segments, frameOfReferenceUID, rows, columns } = readSegmentation(readDicomFile(seg!.bytes));
    expect(frameOfReferenceUID).toBe(source.FrameOfReferenceUID);
    expect([rows, columns]).toEqual([source.Rows, source.Columns]);
    // The highest peak is the lesion's, whose middle is row 110, column 160.
    const frame = segments[0]!.frames.find((f) => f.source!.SOPInstanceUID === source.SOPInstanceUID)!;
    expect(frame.mask[110 * columns + 160]).toBe(1);
    expect(frame.plane!.position).toEqual((source.ImagePositionPatient as unknown[]).map(Number));
  });

  it("writes those kinds alone that are asked for", async () => {
    const out = join(folder, "sr");
    expect(await runResidua(["report", ...model, "--out", out, "--sr", "--map", ...images])).toBe(0);
    expect((await written(out)).map(({ name }) => /-\w+\.dcm$/.exec(name)![0])).toEqual([
      "-map.dcm",
      "-sr.dcm",
    ]);
  });

  it("writes key images, a label map and tables where they are asked for", async () => {
    const out = join(folder, "others");
    const kinds = ["--labelmap", "--key-images", "--csv", "--json"];
    expect(await runResidua(["report", ...model, "--out", out, ...kinds, ...images])).toBe(0);
    const files = await written(out);
    const named = (name: string) => files.filter((file) => file.name.endsWith(name));
    expect(named("-labelmap.dcm")).toHaveLength(1);
    expect(files.filter(({ name }) => /-key(-\d+)?\.dcm$/.test(name)).length).toBeGreaterThan(0);
    const results = resultsSchema.parse(JSON.parse(named("-results.json")[0]!.bytes.toString()));
    expect(results.images).toHaveLength(3);
    expect(named("-images.csv")[0]!.bytes.toString().trim().split("\r\n")).toHaveLength(4);
    expect(named("-regions.csv")[0]!.bytes.toString().trim().split("\r\n")).toHaveLength(
      results.regions.length + 1,
    );
    const key = readDicomFile(named("-key.dcm")[0]!.bytes);
    expect(key).toMatchObject({ PhotometricInterpretation: "RGB", ImageType: ["DERIVED", "SECONDARY"] });
    expect(new Uint8Array([key.PixelData].flat()[0] as ArrayBuffer).some((value) => value > 0)).toBe(true);
  });

  it("finds the same place in the patient in an enhanced multi-frame file as in its single images", async () => {
    const datasets = await Promise.all(images.map(async (file) => readDicomFile(await readFile(file))));
    const file = join(folder, "enhanced.dcm");
    await writeFile(file, writeDicomFile(enhanced(datasets)));
    const places: Set<string>[] = [];
    for (const [name, sources] of [
      ["single", images],
      ["multi", [file]],
    ] as const) {
      const out = join(folder, name);
      expect(await runResidua(["report", ...model, "--out", out, "--seg", ...sources])).toBe(0);
      const [seg] = await written(out);
      places.push(placesOf(readSegmentation(readDicomFile(seg!.bytes))));
    }
    expect(places[0]!.size).toBeGreaterThan(100);
    expect([...places[1]!].sort()).toEqual([...places[0]!].sort());
  });

  it("refuses an address that is none, and a folder without DICOM images", async () => {
    const out = join(folder, "none");
    expect(await runResidua(["report", ...model, "--out", out, "--store", "pacs", ...images])).toBe(2);
    expect(await runResidua(["report", ...model, "--out", out, join(folder, "samples", "README.md")])).toBe(
      1,
    );
  });

  const orthanc = findOrthanc();
  it.skipIf(!orthanc)(
    `stores once, and what is read back is what was written${orthanc ? "" : ` (${howToInstall})`}`,
    async () => {
      const server = await startOrthanc();
      try {
        const url = `${server.url}/dicom-web`;
        const out = join(folder, "stored");
        const kinds = ["--seg", "--sr", "--map", "--key-images", "--labelmap"];
        const call = ["report", ...model, "--out", out, ...kinds, "--store", url, ...images];
        expect(await runResidua(call)).toBe(0);
        const first = await written(out);
        expect(first.length).toBeGreaterThan(4);
        expect(printed(quiet.out).join("\n")).toContain(`${first.length} objects stored, 0 there before`);
        const ids = (await (await fetch(`${server.url}/instances`)).json()) as string[];
        expect(ids).toHaveLength(first.length);
        const stored = await Promise.all(
          ids.map(async (id) => {
            const answer = await fetch(`${server.url}/instances/${id}/file`);
            return readDicomFile(new Uint8Array(await answer.arrayBuffer()));
          }),
        );
        for (const { bytes } of first) {
          const dataset = readDicomFile(bytes);
          const same = stored.find(({ SOPInstanceUID }) => SOPInstanceUID === dataset.SOPInstanceUID);
          expect(same).toEqual(dataset);
        }
        quiet.out.mockClear();
        expect(await runResidua(call)).toBe(0);
        expect(printed(quiet.out).join("\n")).toContain(`0 objects stored, ${first.length} there before`);
        expect(await (await fetch(`${server.url}/instances`)).json()).toHaveLength(first.length);
      } finally {
        await server.stop();
      }
    },
  );
});
