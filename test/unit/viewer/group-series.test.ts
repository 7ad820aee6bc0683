import { expect, test } from "vitest";
import { groupSeries } from "../../../src/viewer/files/group-series.ts";
import type { ImageHeader } from "../../../src/viewer/files/image-header.ts";
import type { OpenedImage } from "../../../src/viewer/files/series.ts";

const header: ImageHeader = {
  SOPInstanceUID: "1",
  studyInstanceUID: "1",
  seriesInstanceUID: "1.1",
  seriesNumber: 1,
  instanceNumber: undefined,
  seriesDescription: "flair",
  studyDescription: "",
  studyDate: "20240101",
  modality: "MR",
  patientName: "",
  patientId: "",
  imageType: [],
  frameOfReferenceUID: "",
  rows: 256,
  columns: 256,
  samplesPerPixel: 1,
  frames: 1,
  position: undefined,
  rowCosines: undefined,
  columnCosines: undefined,
  pixelSpacing: undefined,
};

const image = (name: string, change: Partial<ImageHeader> = {}): OpenedImage => ({
  fileName: name,
  header: { ...header, ...change },
  imageIds: Array.from({ length: change.frames ?? 1 }, (_, frame) => `${name}?${frame}`),
});

const names = (images: readonly OpenedImage[]) =>
  groupSeries(images).map((series) => series.images.map(({ fileName }) => fileName).join());

test("sorts by position along the normal, whatever the names and numbers", () => {
  // Coronal: the normal points along -y.
  const coronal = { rowCosines: [1, 0, 0], columnCosines: [0, 0, -1] } as const;
  const at = (y: number) => ({ ...coronal, position: [3, y, 5] as const });
  expect(names([image("a", at(10)), image("b", at(-20)), image("c", at(0))])).toEqual(["b,c,a"]);
});

test("sorts by instance number, then by name with its numbers, where positions are missing or the same", () => {
  const number = (instanceNumber: number) => ({ instanceNumber });
  expect(names([image("a", number(3)), image("b", number(1)), image("c", number(2))])).toEqual(["b,c,a"]);
  expect(names([image("i10"), image("i9"), image("i1")])).toEqual(["i1,i9,i10"]);
});

test("keeps apart what cannot be one stack: size, colour, direction, multi-frame files", () => {
  const sagittal = { rowCosines: [0, 1, 0], columnCosines: [0, 0, -1] } as const;
  const axial = { rowCosines: [1, 0, 0], columnCosines: [0, 1, 0] } as const;
  const kinds = [
    image("a", axial),
    image("b", sagittal),
    image("c", { ...axial, rows: 128 }),
    image("d", { ...axial, samplesPerPixel: 3 }),
    image("e", { ...axial, frames: 3 }),
    image("f", axial),
  ];
  expect(names(kinds).sort()).toEqual(["a,f", "b", "c", "d", "e"]);
  expect(groupSeries([image("e", { frames: 3 })])[0]?.imageIds).toEqual(["e?0", "e?1", "e?2"]);
});

test("does not throw images without a series UID together", () => {
  const lost = { seriesInstanceUID: "" };
  expect(names([image("a", lost), image("b", lost)])).toHaveLength(2);
});

test("orders series by date, then number", () => {
  const series = (uid: string, studyDate: string, seriesNumber: number) =>
    image(uid, { seriesInstanceUID: uid, studyDate, seriesNumber });
  expect(
    names([series("c", "20240102", 1), series("b", "20240101", 10), series("a", "20240101", 2)]),
  ).toEqual(["a", "b", "c"]);
});
