import { hostname, userInfo } from "node:os";
import dcmjs from "dcmjs";
import { describe, expect, it } from "vitest";
import type { DicomDataset } from "../../../src/report/dataset.ts";
import type { ReportImage } from "../../../src/report/report-image.ts";
import { makeResultFiles, resultKinds } from "../../../src/report/result-files.ts";
import { boxMap, stackOf, writing } from "./fixtures.ts";

const maps = [boxMap(9, 7, { row: 1, column: 1 }), boxMap(9, 7, { row: 2, column: 2 })];

/** Attributes that the standard's confidentiality profile is about (DICOM PS3.15 table E.1-1), by what copies them. */
const ofPatientAndStudy = {
  PatientName: "PN-PatientName",
  PatientID: "LO-PatientID",
  PatientBirthDate: "19010203",
  PatientAge: "101Y",
  IssuerOfPatientID: "LO-Issuer",
  ResponsiblePerson: "PN-Responsible",
  ReferringPhysicianName: "PN-Referring",
  AccessionNumber: "SH-Accession",
  StudyID: "SH-StudyID",
  StudyDate: "19020304",
  StudyTime: "232221",
  StudyDescription: "LO-StudyDescription",
  ClinicalTrialSubjectID: "LO-Subject",
} as const;
const ofTheSourceAlone = {
  SeriesDate: "19030405",
  AcquisitionDate: "19040506",
  ContentDate: "19050607",
  AcquisitionDateTime: "19060708010203",
  SeriesTime: "222324",
  AcquisitionTime: "131415",
  ContentTime: "212223",
  InstanceCreationDate: "19070809",
  InstitutionName: "LO-Institution",
  InstitutionAddress: "ST-Address",
  InstitutionalDepartmentName: "LO-Department",
  StationName: "SH-Station",
  OperatorsName: "PN-Operator",
  PerformingPhysicianName: "PN-Performing",
  PhysiciansOfRecord: "PN-OfRecord",
  NameOfPhysiciansReadingStudy: "PN-Reading",
  RequestingPhysician: "PN-Requesting",
  PatientAddress: "LO-PatientAddress",
  PatientTelephoneNumbers: "SH-Telephone",
  PatientMotherBirthName: "PN-Mother",
  OtherPatientNames: "PN-Other",
  EthnicGroup: "SH-Ethnic",
  Occupation: "SH-Occupation",
  AdditionalPatientHistory: "LT-History",
  PatientComments: "LT-Comments",
  ImageComments: "LT-ImageComments",
  SeriesDescription: "LO-SeriesDescription",
  ProtocolName: "LO-Protocol",
  DeviceSerialNumber: "LO-Device",
  DeviceUID: "2.25.909090",
  ManufacturerModelName: "LO-ScannerModel",
  SoftwareVersions: "LO-ScannerSoftware",
  PerformedProcedureStepDescription: "LO-Step",
  RequestedProcedureDescription: "LO-Requested",
  AdmissionID: "LO-Admission",
  CurrentPatientLocation: "LO-Location",
} as const;

async function filesOf(attributes: DicomDataset) {
  const images = stackOf({ maps, attributes });
  const pixelsOf = async (image: ReportImage) => ({
    pixels: Float32Array.from({ length: 63 }, (_, index) => index),
    rows: 9,
    columns: 7,
    photometricInterpretation: "MONOCHROME2" as const,
    SOPInstanceUID: "",
    frameNumber: image.frameNumber,
    tags: {},
  });
  const { files } = await makeResultFiles({ ...writing, images, pixelsOf, wanted: new Set(resultKinds) });
  return files;
}

interface Element {
  readonly path: string;
  readonly vr: string;
  readonly values: readonly string[];
}

interface RawElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
}

const { DicomMessage, DicomMetaDictionary } = dcmjs.data;

/** Every element of a file, its meta header too, and of every item within; pixels as text, bytes as they are. */
function elementsOf(bytes: Uint8Array): Element[] {
  const file = DicomMessage.readFile(bytes.slice().buffer);
  const found: Element[] = [];
  const walk = (dataset: object, path: string) => {
    for (const [tag, raw] of Object.entries(dataset as Readonly<Record<string, RawElement>>)) {
      const here = `${path}/${nameOf(tag)}`;
      if (raw.vr === "SQ") {
        for (const item of raw.Value ?? []) walk(item as object, here);
        continue;
      }
      const values = (raw.Value ?? []).map((value) =>
        value instanceof ArrayBuffer
          ? Buffer.from(value).toString("latin1")
          : typeof value === "object"
            ? JSON.stringify(value)
            : String(value),
      );
      found.push({ path: here, vr: raw.vr, values });
    }
  };
  walk(file.meta, "meta");
  walk(file.dict, "");
  return found;
}

function nameOf(tag: string): string {
  const punctuated = `(${tag.slice(0, 4)},${tag.slice(4)})`;
  const entry = DicomMetaDictionary.dictionary[punctuated];
  return entry?.name ?? tag;
}

const isEmpty = (values: readonly string[]) =>
  values.every((value) => value === "" || value === '{"Alphabetic":""}');

describe("patient safety", () => {
  it("copies of a named patient what belongs to patient and study, to its own attribute, and nothing else", async () => {
    const files = await filesOf({ ...ofPatientAndStudy, ...ofTheSourceAlone });
    expect(files.map(({ kind }) => kind)).toEqual([
      "seg",
      "labelmap",
      "sr",
      "map",
      "keyImages",
      "csv",
      "csv",
      "json",
    ]);
    const tokens = { ...ofPatientAndStudy, ...ofTheSourceAlone };
    for (const { name, bytes, dataset } of files) {
      if (!dataset) {
        const text = new TextDecoder().decode(bytes);
        for (const token of Object.values(tokens))
          expect([name, text.includes(token)]).toEqual([name, false]);
        continue;
      }
      for (const { path, values } of elementsOf(bytes)) {
        for (const [keyword, token] of Object.entries(tokens)) {
          if (!values.some((value) => value.includes(token))) continue;
          expect([keyword, path]).toEqual([keyword, `/${keyword}`]);
          expect(Object.keys(ofPatientAndStudy)).toContain(keyword);
        }
      }
    }
  });

  it("adds nothing to what was de-identified, and carries on that it was", async () => {
    const nothing = Object.fromEntries(
      [...Object.keys(ofPatientAndStudy), "PatientSex"].map((keyword) => [keyword, undefined]),
    );
    const method = {
      PatientIdentityRemoved: "YES",
      DeidentificationMethod: "Per DICOM PS 3.15 AnnexE",
      DeidentificationMethodCodeSequence: [
        {
          CodeValue: "113100",
          CodingSchemeDesignator: "DCM",
          CodeMeaning: "Basic Application Confidentiality Profile",
        },
      ],
      LongitudinalTemporalInformationModified: "REMOVED",
    };
    const files = await filesOf({ ...nothing, ...method });
    const written = ["20260102", "030405"];
    for (const { dataset, bytes } of files) {
      if (!dataset) continue;
      expect(dataset).toMatchObject(method);
      const elements = elementsOf(bytes);
      for (const { path, vr, values } of elements) {
        if (vr === "PN") expect([path, isEmpty(values)]).toEqual([path, true]);
        // What is dated is when the object was written.
        if (["DA", "TM", "DT"].includes(vr) && !isEmpty(values)) {
          expect([path, values.every((value) => written.includes(value))]).toEqual([path, true]);
        }
      }
      for (const keyword of ["PatientID", "AccessionNumber", "StudyID", "PatientBirthDate", "StudyDate"]) {
        const values = elements.find(({ path }) => path === `/${keyword}`)?.values ?? [];
        expect([keyword, isEmpty(values)]).toEqual([keyword, true]);
      }
      const names = elements.map(({ path }) => path);
      for (const keyword of ["InstitutionName", "StationName", "OperatorsName", "InstitutionAddress"]) {
        expect(names).not.toContain(`/${keyword}`);
      }
    }
  });

  it("has no value that depends on the patient but those that were copied, and the UIDs", async () => {
    const [one, other] = await Promise.all([
      filesOf({}),
      filesOf({ ...ofPatientAndStudy, ...ofTheSourceAlone, PatientSex: "M" }),
    ]);
    const copied = new Set([...Object.keys(ofPatientAndStudy), "PatientSex"].map((keyword) => `/${keyword}`));
    for (const [index, { bytes, dataset }] of one.entries()) {
      if (!dataset) {
        expect(other[index]!.bytes).toEqual(bytes);
        continue;
      }
      const rest = (elements: readonly Element[]) =>
        elements.filter(({ path }) => !copied.has(path) && !path.endsWith("GroupLength"));
      expect(rest(elementsOf(other[index]!.bytes))).toEqual(rest(elementsOf(bytes)));
    }
  });

  it("says nothing of the machine or its user", async () => {
    const files = await filesOf({});
    const words = [hostname(), userInfo().username, process.cwd()].filter((word) => word.length > 4);
    for (const { bytes } of files) {
      const text = Buffer.from(bytes).toString("latin1");
      for (const word of words) expect(text.includes(word)).toBe(false);
    }
  });
});
