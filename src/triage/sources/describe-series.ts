import type { FramePlane, FrameTags } from "../../imaging/frame.ts";
import { frameGeometry } from "../../imaging/frame-geometry.ts";
import { type DicomDataset, items, numbers, text } from "../../report/dataset.ts";
import type { FoundInstance, FoundSeries, FoundStudy } from "./source.ts";

/** What an image's attributes say of its series; `undefined` without the UIDs or for what holds no image. */
export function describeSeries(dataset: DicomDataset): Omit<FoundSeries, "instances"> | undefined {
  const uid = text(dataset, "SeriesInstanceUID");
  const studyUid = text(dataset, "StudyInstanceUID");
  if (uid === undefined || studyUid === undefined) return undefined;
  const joined = (...keywords: readonly string[]) =>
    keywords.flatMap((keyword) => text(dataset, keyword) ?? []).join(", ") || undefined;
  return withoutAbsent<Omit<FoundSeries, "instances">>({
    uid,
    study: withoutAbsent<FoundStudy>({
      uid: studyUid,
      patientId: text(dataset, "PatientID"),
      patientName: personName(dataset.PatientName),
      accession: text(dataset, "AccessionNumber"),
      date: text(dataset, "StudyDate") ?? text(dataset, "SeriesDate"),
      description: text(dataset, "StudyDescription"),
    }),
    description: text(dataset, "SeriesDescription"),
    modality: text(dataset, "Modality"),
    scanner: joined("ManufacturerModelName", "StationName"),
    site: joined("InstitutionName", "InstitutionalDepartmentName"),
    tags: frameTags(dataset),
    plane: planeOf(dataset),
  });
}

export function describeInstance(dataset: DicomDataset, locator: string): FoundInstance | undefined {
  const uid = text(dataset, "SOPInstanceUID");
  if (uid === undefined) return undefined;
  return { uid, number: numbers(dataset, "InstanceNumber", 1)?.[0] ?? 0, locator };
}

const tagTexts = {
  modality: "Modality",
  bodyPartExamined: "BodyPartExamined",
  seriesDescription: "SeriesDescription",
  protocolName: "ProtocolName",
  studyDescription: "StudyDescription",
  viewPosition: "ViewPosition",
  scanningSequence: "ScanningSequence",
  sequenceName: "SequenceName",
  contrastBolusAgent: "ContrastBolusAgent",
  SOPClassUID: "SOPClassUID",
} as const satisfies Partial<Record<keyof FrameTags, string>>;

const tagNumbers = {
  repetitionTime: "RepetitionTime",
  echoTime: "EchoTime",
  inversionTime: "InversionTime",
} as const satisfies Partial<Record<keyof FrameTags, string>>;

function frameTags(dataset: DicomDataset): FrameTags {
  const tags: Record<string, string | number | readonly string[] | undefined> = {};
  for (const [name, keyword] of Object.entries(tagTexts)) tags[name] = text(dataset, keyword);
  for (const [name, keyword] of Object.entries(tagNumbers)) tags[name] = numbers(dataset, keyword, 1)?.[0];
  const { ImageType: type } = dataset;
  if (Array.isArray(type)) tags.imageType = type.map(String);
  return withoutAbsent<Record<string, unknown>>(tags);
}

/** Of the first frame: in the data set, or in its functional groups (DICOM PS3.3 C.7.6.16.2). */
function planeOf(dataset: DicomDataset): FramePlane | undefined {
  const frame = items(dataset, "PerFrameFunctionalGroupsSequence")[0];
  const shared = items(dataset, "SharedFunctionalGroupsSequence")[0];
  const find = (group: string, keyword: string, count: number) =>
    [items(frame, group)[0], items(shared, group)[0], dataset]
      .map((from) => numbers(from, keyword, count))
      .find((found) => found !== undefined);
  const imageOrientationPatient = find("PlaneOrientationSequence", "ImageOrientationPatient", 6);
  const imagePositionPatient = find("PlanePositionSequence", "ImagePositionPatient", 3);
  if (!imageOrientationPatient || !imagePositionPatient) return undefined;
  return frameGeometry({ imageOrientationPatient, imagePositionPatient }).plane;
}

/** As it is shown: of several spellings the first, with spaces for the carets (DICOM PS3.5 6.2.1). */
function personName(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const name =
    typeof first === "object" && first !== null
      ? ((first as Readonly<Record<string, unknown>>).Alphabetic ??
        (first as Readonly<Record<string, unknown>>).Ideographic)
      : first;
  if (typeof name !== "string") return undefined;
  return name.split("=")[0]!.split("^").filter(Boolean).join(" ").trim() || undefined;
}

/** An object without the values that are absent. */
function withoutAbsent<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
