import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findOrthanc, howToInstall, startOrthanc } from "../../../scripts/ohif/orthanc.mjs";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { makeSamples } from "../../../src/cli/samples/make-samples.ts";
import { readDicomFile } from "../../../src/report/dicom-file.ts";
import { readSegmentation } from "../../../src/report/reading/read-segmentation.ts";
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
        const call = ["report", ...model, "--out", out, "--store", url, ...images];
        expect(await runResidua(call)).toBe(0);
        expect(printed(quiet.out).join("\n")).toContain("2 objects stored, 0 there before");
        const first = await written(out);
        const ids = (await (await fetch(`${server.url}/instances`)).json()) as string[];
        expect(ids).toHaveLength(2);
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
        expect(printed(quiet.out).join("\n")).toContain("0 objects stored, 2 there before");
        expect(await (await fetch(`${server.url}/instances`)).json()).toHaveLength(2);
      } finally {
        await server.stop();
      }
    },
  );
});
