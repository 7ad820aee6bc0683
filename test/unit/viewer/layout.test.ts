import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Vector3 } from "../../../src/imaging/frame.ts";
import type { ImageHeader } from "../../../src/viewer/files/image-header.ts";
import type { Series } from "../../../src/viewer/files/series.ts";
import { findPrior } from "../../../src/viewer/layout/find-prior.ts";
import { imagePlanes, patientPoint } from "../../../src/viewer/layout/image-planes.ts";
import { imageAtPoint, matchingImage, matchingPrior } from "../../../src/viewer/layout/match-images.ts";
import { ScrollSync } from "../../../src/viewer/layout/scroll-sync.ts";
import { volumeRefusal } from "../../../src/viewer/layout/volume-refusal.ts";

const axial = { rowCosines: [1, 0, 0], columnCosines: [0, 1, 0] } as const;
const coronal = { rowCosines: [1, 0, 0], columnCosines: [0, 0, -1] } as const;
let made = 0;

const header: ImageHeader = {
  SOPInstanceUID: "1",
  studyInstanceUID: "study",
  seriesInstanceUID: "1.1",
  seriesNumber: 1,
  instanceNumber: undefined,
  seriesDescription: "",
  studyDescription: "",
  studyDate: "20250101",
  modality: "MR",
  patientName: "",
  patientId: "patient",
  imageType: [],
  frameOfReferenceUID: "frame",
  rows: 20,
  columns: 10,
  samplesPerPixel: 1,
  frames: 1,
  position: undefined,
  rowCosines: undefined,
  columnCosines: undefined,
  pixelSpacing: [1, 2],
};

interface Change extends Partial<ImageHeader> {
  readonly description?: string;
}

/** A series whose images lie at these places, mm. */
function seriesAt(positions: readonly (Vector3 | undefined)[], change: Change = {}): Series {
  const own = { ...header, ...axial, ...change };
  const key = String(++made);
  const images = positions.map((position, index) => ({
    fileName: String(index),
    header: { ...own, position },
    imageIds: [`${key}/${index}`],
  }));
  return {
    key,
    description: change.description ?? "flair",
    studyDescription: "",
    studyDate: own.studyDate,
    modality: own.modality,
    patientName: own.patientName,
    seriesNumber: 1,
    images,
    imageIds: images.flatMap(({ imageIds }) => imageIds),
  };
}

const stack = (count: number, spacing: number, first = 0, change: Change = {}) =>
  seriesAt(
    Array.from({ length: count }, (_, index): Vector3 => [5, 6, first + index * spacing]),
    change,
  );

describe("volumeRefusal", () => {
  const reason = (series: Series, most?: number) => volumeRefusal(series, most)?.reason;

  test("takes slices at equal distances, in either direction and any orientation", () => {
    expect(volumeRefusal(stack(5, 3))).toBeUndefined();
    expect(volumeRefusal(stack(5, -3))).toBeUndefined();
    const places = [0, 4, 8, 12].map((y): Vector3 => [0, y, 0]);
    expect(volumeRefusal(seriesAt(places, coronal))).toBeUndefined();
  });

  test("says why others are none", () => {
    expect(reason(stack(2, 3))).toBe("one-image");
    expect(reason(stack(5, 3, 0, { imageType: ["ORIGINAL", "PRIMARY", "LOCALIZER"] }))).toBe("localizer");
    expect(reason(stack(5, 3, 0, { samplesPerPixel: 3 }))).toBe("colour");
    expect(reason(stack(5, 3, 0, { rows: 4096 }))).toBe("too-large");
    expect(reason(stack(5, 3), 1000)).toBe("too-large");
    expect(reason(seriesAt([undefined, undefined, undefined]))).toBe("unplaced");
    expect(reason(stack(5, 3, 0, { pixelSpacing: undefined }))).toBe("unplaced");
    expect(reason(stack(5, 0))).toBe("repeated");
    expect(volumeRefusal(seriesAt([0, 3, 6, 10, 13].map((z): Vector3 => [0, 0, z])))).toEqual({
      reason: "irregular",
      image: 4,
    });
    const tilted = [0, 10, 20].map((z): Vector3 => [0, z * Math.tan(Math.PI / 12), z]);
    expect(volumeRefusal(seriesAt(tilted))).toEqual({ reason: "tilted", degrees: 15 });
  });
});

test("a pixel's place in the patient is found again in the stack, within half a spacing", () => {
  const series = stack(9, 4, -10);
  fc.assert(
    fc.property(fc.nat(8), fc.double({ min: -1.9, max: 1.9, noNaN: true }), (index, off) => {
      const [x, y, z] = patientPoint(imagePlanes(series)[index]!, { column: 3, row: 7 });
      expect([x, y, z]).toEqual([5 + 6, 6 + 7, -10 + 4 * index]);
      expect(imageAtPoint(series, [x, y, z + off])).toBe(index);
    }),
  );
  expect(imageAtPoint(series, [0, 0, 80])).toBeUndefined();
});

test("images match by position, whatever the spacing and the order; stacks across each other do not", () => {
  const from = { series: stack(10, 3), index: 4 };
  expect(matchingImage(stack(5, 6), from)).toBe(2);
  expect(matchingImage(stack(5, -6, 24), from)).toBe(2);
  expect(matchingImage(stack(5, 6, 100), from)).toBe(0);
  expect(matchingImage(stack(5, 6, 0, coronal), from)).toBeUndefined();
});

test("a prior begins at the same position or, where it lay elsewhere in the scanner, as far from its middle", () => {
  const from = { series: stack(11, 4), index: 7 };
  const other = { frameOfReferenceUID: "other" };
  expect(matchingPrior(stack(11, 4, -4, other), from)).toBe(8);
  expect(matchingPrior(stack(11, 4, 500, other), from)).toBe(7);
  expect(matchingPrior(stack(21, 2, 500, other), from)).toBe(14);
  expect(matchingPrior(seriesAt(Array(6).fill(undefined), other), from)).toBe(4);
});

test("stacks of two examinations keep the distance that they had when synchronisation began", () => {
  const [a, b] = [stack(10, 4), stack(10, 4, 0, { frameOfReferenceUID: "other" })];
  const sync = new ScrollSync();
  const place = (id: string, series: Series, index: number) => ({ id, series, index });
  expect([...sync.follow(place("a", a, 2), [place("b", b, 5)])]).toEqual([]);
  expect([...sync.follow(place("a", a, 4), [place("b", b, 5)])]).toEqual([["b", 7]]);
  expect([...sync.follow(place("a", a, 9), [place("b", b, 7)])]).toEqual([["b", 9]]);
  // Beyond its end the other one stayed; the way back is the same.
  expect([...sync.follow(place("a", a, 3), [place("b", b, 9)])]).toEqual([["b", 6]]);
  sync.clear();
  expect([...sync.follow(place("a", a, 3), [place("b", b, 9)])]).toEqual([]);
  expect([...sync.follow(place("a", a, 2), [place("b", b, 9)])]).toEqual([["b", 8]]);
});

describe("findPrior", () => {
  const current = stack(20, 4, 0, { studyInstanceUID: "c", studyDate: "20260101" });
  const of = (studyDate: string, change: Change = {}) =>
    stack(20, 4, 0, { studyInstanceUID: studyDate, studyDate, ...change });

  test("takes the nearest earlier study of the patient with the same modality", () => {
    const [old, older] = [of("20250101"), of("20200101")];
    const others = [of("20251231", { patientId: "another" }), of("20251231", { modality: "CT" })];
    expect(findPrior(current, [older, ...others, old, current])).toEqual({ current, prior: old });
    expect(findPrior(current, [...others, current])).toBeUndefined();
  });

  test("takes the series that is most alike", () => {
    const across = of("20250101", coronal);
    const named = of("20250101");
    const other = of("20250101", { description: "t1" });
    expect(findPrior(current, [across, other, named])?.prior).toBe(named);
    expect(findPrior(current, [across, other])?.prior).toBe(other);
  });

  test("asked from the earlier one, the later one is the current", () => {
    const prior = of("20250101");
    expect(findPrior(prior, [current, prior])).toEqual({ current, prior });
    expect(findPrior(of("20250101", { patientId: "" }), [of("20200101", { patientId: "" })])).toBeUndefined();
  });
});
