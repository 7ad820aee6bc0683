import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DicomError } from "../../../src/errors/index.ts";
import { readHeader } from "../../../src/viewer/files/read-header.ts";
import { type RefusalReason, refusalReasons } from "../../../src/viewer/files/refusal.ts";
import { type DataElements, dicomFile, mrImage } from "./support/dicom-file.ts";

const read = (bytes: Uint8Array<ArrayBuffer>) => readHeader(new Blob([bytes]));

async function refusalOf(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const error: unknown = await read(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DicomError);
  return (error as DicomError).details.reason;
}

const without = (...tags: string[]): DataElements =>
  Object.fromEntries(Object.entries(mrImage).filter(([tag]) => !tags.includes(tag)));

test("reads what the page needs", async () => {
  const image: DataElements = {
    "0008,0008": ["CS", "ORIGINAL\\PRIMARY"],
    "0010,0020": ["LO", "4711"],
    "0020,0052": ["UI", "1.2.3.6"],
    "0028,0030": ["DS", "0.5\\0.25"],
    ...mrImage,
  };
  expect(await read(dicomFile(image))).toEqual({
    SOPInstanceUID: "1.2.3.4.5",
    studyInstanceUID: "1.2.3",
    seriesInstanceUID: "1.2.3.4",
    seriesNumber: 7,
    instanceNumber: 3,
    seriesDescription: "t2 flair",
    studyDescription: "",
    studyDate: "20240229",
    modality: "MR",
    patientName: "Test Person",
    patientId: "4711",
    imageType: ["ORIGINAL", "PRIMARY"],
    frameOfReferenceUID: "1.2.3.6",
    rows: 6,
    columns: 8,
    samplesPerPixel: 1,
    frames: 1,
    position: [-10.5, -20, 30.25],
    rowCosines: [1, 0, 0],
    columnCosines: [0, 1, 0],
    pixelSpacing: [0.5, 0.25],
  });
});

test("reads a header that is longer than the first read", async () => {
  const { "7fe0,0010": pixels, ...rest } = mrImage;
  const long = { ...rest, "0099,1010": ["OB", new Uint8Array(300_000)], "7fe0,0010": pixels! } as const;
  expect((await read(dicomFile(long))).columns).toBe(8);
});

test("reads names in the file's character set", async () => {
  const name = new Uint8Array([0xcd, 0xf5, 0x5e, 0xd0, 0xa1, 0xb6, 0xab]);
  const chinese = { "0008,0005": ["CS", "GB18030"], ...mrImage, "0010,0010": ["PN", name] } as const;
  expect((await read(dicomFile(chinese))).patientName).toBe("王 小东");
});

describe("refuses, with a reason,", () => {
  const pack = (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes));
  const sopClass = (uid: string): DataElements => ({ ...without("7fe0,0010"), "0008,0016": ["UI", uid] });
  const cases: readonly (readonly [RefusalReason, Uint8Array<ArrayBuffer>])[] = [
    ["empty", new Uint8Array(0)],
    ["not-dicom", new TextEncoder().encode("%PDF-1.7 and much more text ".repeat(20))],
    ["not-dicom", new Uint8Array(131)],
    ["damaged", dicomFile(mrImage).slice(0, 220)],
    ["pdf", dicomFile(sopClass("1.2.840.10008.5.1.4.1.1.104.1"))],
    ["radiotherapy", dicomFile(sopClass("1.2.840.10008.5.1.4.1.1.481.3"))],
    ["report", dicomFile(sopClass("1.2.840.10008.5.1.4.1.1.88.22"))],
    ["waveform", dicomFile(sopClass("1.2.840.10008.5.1.4.1.1.9.1.1"))],
    ["overlay", dicomFile({ ...mrImage, "0008,0016": ["UI", "1.2.840.10008.5.1.4.1.1.66.4"] })],
    ["overlay", dicomFile({ ...mrImage, "0008,0016": ["UI", "1.2.840.10008.5.1.4.1.1.30"] })],
    ["segmentation", dicomFile({ ...mrImage, "0008,0016": ["UI", "1.2.840.10008.5.1.4.1.1.66.5"] })],
    ["no-pixels", dicomFile(without("7fe0,0010"))],
    ["no-size", dicomFile(without("0028,0010"))],
    ["cut-off", dicomFile(mrImage).slice(0, -10)],
    ["encoding", dicomFile(mrImage, { transferSyntax: "1.2.3.4" })],
    ["encoding", dicomFile(mrImage, { transferSyntax: "1.2.840.10008.1.2.1.99", pack })],
    ["video", dicomFile(mrImage, { transferSyntax: "1.2.840.10008.1.2.4.102" })],
  ];
  test.each(cases)("%s", async (reason, bytes) => {
    expect(await refusalOf(bytes)).toBe(reason);
  });
});

test("reads or refuses whatever the bytes are: cut anywhere, changed anywhere", async () => {
  const whole = dicomFile(mrImage);
  const damage = fc.record({
    length: fc.integer({ min: 0, max: whole.length }),
    changes: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ length, changes }) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      const outcome: unknown = await read(bytes.slice(0, length)).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(DicomError);
        expect(refusalReasons).toContain((outcome as DicomError).details.reason);
      }
    }),
    { numRuns: 300 },
  );
});
