import { describe, expect, it } from "vitest";
import { readDicomFile, writeDicomFile } from "../../../src/report/dicom-file.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { boxMap, stackOf, writing } from "./fixtures.ts";
import { inspect, validator } from "./validators.ts";

const maps = [boxMap(9, 7, { row: 1, column: 1 }, 2.25), boxMap(9, 7, { row: 2, column: 2 }, 0.125)];

async function mapsOf(images: ReturnType<typeof stackOf>) {
  const { parametricMaps } = await makeSeriesReport({ ...writing, images, withMaps: true });
  return parametricMaps;
}

describe("a written parametric map", () => {
  it("holds the map's values as they are, a frame an image, with the image's place", async () => {
    const [dataset] = await mapsOf(stackOf({ maps }));
    const read = readDicomFile(writeDicomFile(dataset!));
    const [bytes] = [read.FloatPixelData].flat() as [ArrayBuffer];
    expect(new Float32Array(bytes)).toEqual(Float32Array.from(maps.flatMap((map) => [...map])));
    expect(read).toMatchObject({
      ContentQualification: "RESEARCH",
      NumberOfFrames: 2,
      FrameOfReferenceUID: "2.25.2",
    });
  });

  it("is not written of images without a place in the patient", async () => {
    const images = stackOf({ maps: maps.slice(0, 1), attributes: { FrameOfReferenceUID: undefined } });
    expect(await mapsOf(images)).toEqual([]);
  });

  const { missing, note } = validator("dciodvfy");
  it.skipIf(missing)(`has no error that dciodvfy finds${note}`, async () => {
    const [dataset] = await mapsOf(stackOf({ maps }));
    const said = inspect("dciodvfy", writeDicomFile(dataset!));
    expect(said).toContain("ParametricMap");
    expect(said).not.toMatch(/^Error/m);
  });
});
