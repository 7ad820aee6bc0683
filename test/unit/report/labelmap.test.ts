import { describe, expect, it } from "vitest";
import { writeDicomFile } from "../../../src/report/dicom-file.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { boxMap, stackOf, writing } from "./fixtures.ts";
import { inspect, validator } from "./validators.ts";

const maps = [
  boxMap(9, 7, { row: 1, column: 1 }),
  boxMap(9, 7, { row: 2, column: 2 }),
  boxMap(9, 7, { row: 6, column: 4 }, 3),
];

async function labelmap(attributes: object = {}) {
  const { labelmaps } = await makeSeriesReport({
    ...writing,
    images: stackOf({ maps, attributes: { ...attributes } }),
    withLabelmaps: true,
  });
  return labelmaps[0]!;
}

describe("a written label map", () => {
  it("has a frame an image, whose pixels are the numbers of their segments", async () => {
    const dataset = await labelmap();
    expect(dataset).toMatchObject({
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.66.7",
      SegmentationType: "LABELMAP",
      BitsAllocated: 8,
      NumberOfFrames: 3,
      PixelPaddingValue: 0,
    });
    const pixels = new Uint8Array(dataset.PixelData as ArrayBuffer);
    const counts = [0, 1, 2].map((frame) =>
      [1, 2].map(
        (number) => pixels.subarray(63 * frame, 63 * (frame + 1)).filter((value) => value === number).length,
      ),
    );
    expect(counts).toEqual([
      [0, 9],
      [0, 9],
      [9, 0],
    ]);
  });

  it("is not written unless it is asked for", async () => {
    expect((await makeSeriesReport({ ...writing, images: stackOf({ maps }) })).labelmaps).toEqual([]);
  });

  // Debian's release is older than this class of objects: what it can say is what sets it apart from a binary one.
  const dciodvfy = validator("dciodvfy");
  it.skipIf(dciodvfy.missing)(
    `is to dciodvfy a Segmentation but for what makes it a label map${dciodvfy.note}`,
    async () => {
      const said = inspect(
        "dciodvfy",
        writeDicomFile({ ...(await labelmap()), SOPClassUID: "1.2.840.10008.5.1.4.1.1.66.4" }),
      );
      const complaints = said.split("\n").filter((line) => /^(Error|Warning)/.test(line));
      expect([...new Set(complaints)]).toEqual([
        "Error - Unrecognized enumerated value <LABELMAP> for value 1 of attribute <Segmentation Type>",
        "Error - Missing attribute Type 1 Required Element=<SegmentIdentificationSequence> Module=<SegmentationMacro>",
      ]);
    },
  );

  const dcm2xml = validator("dcm2xml");
  it.skipIf(dcm2xml.missing)(
    `is read by dcm2xml, also without a place in the patient${dcm2xml.note}`,
    async () => {
      for (const attributes of [{}, { FrameOfReferenceUID: undefined }]) {
        const xml = inspect("dcm2xml", writeDicomFile(await labelmap(attributes)));
        expect(xml).toContain(">LABELMAP<");
      }
    },
  );
});
