import { describe, expect, it } from "vitest";
import { DataError, NotApplicableError } from "../../../src/errors/index.ts";
import { type DicomDataset, items, text } from "../../../src/report/dataset.ts";
import { writeDicomFile } from "../../../src/report/dicom-file.ts";
import { makeSeriesReport } from "../../../src/report/series-report.ts";
import { deriveUid } from "../../../src/report/uid.ts";
import type { ImageResult } from "../../../src/scoring/result.ts";
import { boxMap, stackOf, writing } from "./fixtures.ts";
import { inspect, validator } from "./validators.ts";

const box = (row: number, column: number, value = 2) => boxMap(9, 7, { row, column }, value);
const maps = [box(1, 1), box(2, 2), box(6, 4)];
const predecessor = {
  StudyInstanceUID: "2.25.1",
  SeriesInstanceUID: "2.25.55",
  SOPClassUID: "1.2.840.10008.5.1.4.1.1.88.34",
  SOPInstanceUID: "2.25.66",
};

function refused({ applicability: _, ...result }: ImageResult): ImageResult {
  return { ...result, applicability: { outcome: "refused", reasons: [] } };
}

describe("a written report", () => {
  const dciodvfy = validator("dciodvfy");
  it.skipIf(dciodvfy.missing)(`has no error that dciodvfy finds${dciodvfy.note}`, async () => {
    const images = stackOf({ maps });
    const { structuredReport } = await makeSeriesReport({ ...writing, images, predecessors: [predecessor] });
    const said = inspect("dciodvfy", writeDicomFile(structuredReport));
    expect(said).toContain("Comprehensive3DSR");
    expect(said).not.toMatch(/^Error/m);
    // It does not know a private coding scheme when it sees one declared.
    expect(said.replaceAll(/^Warning.*99RESIDUA.*$/gm, "")).not.toMatch(/^Warning/m);
  });

  const dsrdump = validator("dsrdump");
  it.skipIf(dsrdump.missing)(
    `is a tree that dsrdump reads, with values and units${dsrdump.note}`,
    async () => {
      const { structuredReport } = await makeSeriesReport({ ...writing, images: stackOf({ maps }) });
      const tree = inspect("dsrdump", writeDicomFile(structuredReport));
      expect(tree).toMatch(/NUM:\(,,"Volume"\)="0.03888" \(ml,UCUM,"milliliter"\)/);
      expect(tree).toMatch(/NUM:\(,,"Area"\)="6.48" \(mm2,UCUM,"square millimeter"\)/);
      expect(tree).toMatch(/NUM:\(,,"P-Value"\)="0.007" \(1,UCUM,"no units"\)/);
      expect(tree).toContain('"Referenced Segment")=(SG image,,1)');
      expect(tree).toContain('<inferred from SCOORD:(,,"Source of Measurement")=(POINT,');
      expect(tree).toContain("Not for diagnostic use");
      expect(tree).toContain("Preliminary Flag    : PRELIMINARY");
    },
  );

  // What OHIF opens a report by; 3.11 fails at a value without one.
  it("has a place on an image at each value", async () => {
    const images = stackOf({ maps: [...maps, new Float32Array(63)] });
    const { structuredReport } = await makeSeriesReport({ ...writing, images: images });
    const concept = (item: DicomDataset) => text(items(item, "ConceptNameCodeSequence")[0]!, "CodeMeaning");
    const content = (item: DicomDataset) => items(item, "ContentSequence");
    const [measurements] = content(structuredReport).filter(
      (item) => concept(item) === "Imaging Measurements",
    );
    const values = content(measurements!).map((group) =>
      content(group).filter(({ ValueType }) => ValueType === "NUM"),
    );
    const places = values.map((group) => group.map(content));
    const graphics = places.map((group) => group.map((found) => found.map(({ GraphicType }) => GraphicType)));
    // Two regions, the series and four images.
    expect(graphics).toEqual([
      [["MULTIPOINT"], ["MULTIPOINT"], ["POINT"]],
      [["MULTIPOINT"], ["MULTIPOINT"], ["POINT"]],
      Array.from({ length: 4 }, () => ["MULTIPOINT"]),
      ...Array.from({ length: 4 }, () => [["POLYLINE"], ["MULTIPOINT"]]),
    ]);
    for (const place of places.flat(2)) {
      const [image] = content(place).flatMap((item) => items(item, "ReferencedSOPSequence"));
      expect(text(image!, "ReferencedSOPInstanceUID")).toMatch(/^2\.25\.100\d$/);
    }
  });

  it("says what there is where nothing was found, without a segmentation", async () => {
    const images = stackOf({ maps: [new Float32Array(63)] });
    const { segmentations, structuredReport } = await makeSeriesReport({ ...writing, images });
    expect(segmentations).toEqual([]);
    expect(JSON.stringify(structuredReport)).toContain("0 regions above the threshold");
    expect(JSON.stringify(structuredReport)).toContain(writing.model.identity.sha256);
  });

  it("leaves out what the model refused, and is not written of nothing else", async () => {
    const images = stackOf({ maps }).map((image, index) =>
      index === 0 ? { ...image, result: refused(image.result) } : image,
    );
    const { structuredReport } = await makeSeriesReport({ ...writing, images });
    expect(JSON.stringify(structuredReport)).not.toContain("2.25.1000");
    const none = images.map((image) => ({ ...image, result: refused(image.result) }));
    await expect(makeSeriesReport({ ...writing, images: none })).rejects.toThrow(NotApplicableError);
  });

  it("says of an image that the model refuses and was made to score that it is one", async () => {
    const reasons = [{ code: "modality", message: "It is a CT.", details: {} }];
    const images = stackOf({ maps }).map((image) => ({
      ...image,
      result: { ...image.result, applicability: { outcome: "overridden", reasons } as const },
    }));
    const { structuredReport } = await makeSeriesReport({ ...writing, images });
    expect(JSON.stringify(structuredReport)).toContain(
      "The model refuses this image; it was scored all the same, for research. It is a CT.",
    );
  });

  it("refuses images of several series, of another model, or without a name", async () => {
    const images = stackOf({ maps });
    const changed = (change: object) => [
      images[0]!,
      { ...images[1]!, dataset: { ...images[1]!.dataset, ...change } },
    ];
    const report = (list: typeof images) => makeSeriesReport({ ...writing, images: list });
    await expect(report(changed({ SeriesInstanceUID: "2.25.11" }))).rejects.toThrow("not of one series");
    await expect(report(changed({ SOPInstanceUID: undefined }))).rejects.toThrow(DataError);
    const model = { ...writing.model.identity, sha256: "00" };
    await expect(report(images.map((i) => ({ ...i, result: { ...i.result, model } })))).rejects.toThrow(
      "different models",
    );
  });
});

describe("what identifies a report", () => {
  const uids = async (change: object = {}) => {
    const { segmentations, structuredReport } = await makeSeriesReport({
      ...writing,
      images: stackOf({ maps }),
      ...change,
    });
    return [...segmentations, structuredReport].map(({ SOPInstanceUID }) => String(SOPInstanceUID));
  };

  it("is the same for the same images, model and threshold, whenever it is written and in whatever order", async () => {
    const first = await uids();
    expect(new Set(first).size).toBe(2);
    expect(await uids({ date: new Date(2027, 5, 5), images: stackOf({ maps }).reverse() })).toEqual(first);
  });

  it("is another for another threshold or model", async () => {
    const first = await uids();
    const identity = { ...writing.model.identity, sha256: "cd".repeat(32) };
    const images = stackOf({ maps }).map((i) => ({ ...i, result: { ...i.result, model: identity } }));
    const others = [
      ...(await uids({ threshold: 1.5 })),
      ...(await uids({ model: { ...writing.model, identity }, images })),
    ];
    expect(first.filter((uid) => others.includes(uid))).toEqual([]);
  });

  it("is a UUID under 2.25 that the standard allows", async () => {
    for (const part of ["a", "b", "c"]) {
      const uid = await deriveUid(part, 1);
      expect(uid).toMatch(/^2\.25\.[1-9]\d{35,38}$/);
      const hex = BigInt(uid.slice(5)).toString(16).padStart(32, "0");
      expect(hex[12]).toBe("8");
      expect("89ab").toContain(hex[16]);
    }
  });

  it("names the report that it takes the place of, and never itself", async () => {
    const images = stackOf({ maps });
    const own = (await makeSeriesReport({ ...writing, images })).structuredReport;
    const again = { ...predecessor, SOPInstanceUID: String(own.SOPInstanceUID) };
    const { structuredReport } = await makeSeriesReport({
      ...writing,
      images,
      predecessors: [predecessor, again],
    });
    expect(structuredReport.PredecessorDocumentsSequence).toEqual([
      {
        StudyInstanceUID: "2.25.1",
        ReferencedSeriesSequence: [
          {
            SeriesInstanceUID: "2.25.55",
            ReferencedSOPSequence: [
              { ReferencedSOPClassUID: predecessor.SOPClassUID, ReferencedSOPInstanceUID: "2.25.66" },
            ],
          },
        ],
      },
    ]);
  });
});

describe("patient and study", () => {
  it("are the source's, and nothing that the source has not", async () => {
    const attributes = {
      PatientName: undefined,
      PatientID: "",
      PatientBirthDate: undefined,
      PatientIdentityRemoved: "YES",
      InstitutionName: "Somewhere",
      OperatorsName: "Somebody",
      PatientComments: "Something",
    };
    const images = stackOf({ maps, attributes });
    const { segmentations, structuredReport } = await makeSeriesReport({ ...writing, images });
    for (const dataset of [...segmentations, structuredReport]) {
      expect(dataset).toMatchObject({
        PatientName: null,
        PatientID: null,
        PatientBirthDate: null,
        PatientSex: "F",
        PatientIdentityRemoved: "YES",
        StudyInstanceUID: "2.25.1",
      });
      expect(JSON.stringify(dataset)).not.toMatch(/Somewhere|Somebody|Something/);
    }
  });
});
