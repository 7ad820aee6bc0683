import type { FrameTags } from "../../src/imaging/frame.ts";
import type { Cornerstone } from "./host.ts";

type MetaData = Pick<Cornerstone["metaData"], "get">;
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * An image's DICOM attributes by keyword, as the host's metadata providers know them: from the whole instance where
 * there is one, else from its modules.
 */
export function readAttributes(metaData: MetaData, imageId: string): Attributes {
  const instance = attributes(metaData, "instance", imageId);
  const series = attributes(metaData, "generalSeriesModule", imageId);
  const study = attributes(metaData, "generalStudyModule", imageId);
  const common = attributes(metaData, "sopCommonModule", imageId);
  const fallback = {
    Modality: series.modality,
    SeriesDescription: series.seriesDescription,
    StudyDescription: study.studyDescription,
    SOPInstanceUID: common.sopInstanceUID,
    SOPClassUID: common.sopClassUID,
  };
  // A functional group's attributes are inherited, so a spread would lose them.
  return new Proxy(instance, {
    get: (target, name) => Reflect.get(target, name) ?? Reflect.get(fallback, name),
  });
}

export function readTags(from: Attributes): FrameTags {
  return withoutUndefined({
    modality: text(from.Modality),
    bodyPartExamined: text(from.BodyPartExamined),
    seriesDescription: text(from.SeriesDescription),
    protocolName: text(from.ProtocolName),
    studyDescription: text(from.StudyDescription),
    viewPosition: text(from.ViewPosition),
    imageType: texts(from.ImageType),
    scanningSequence: text(from.ScanningSequence),
    sequenceName: text(from.SequenceName),
    repetitionTime: number(from.RepetitionTime),
    echoTime: number(from.EchoTime),
    inversionTime: number(from.InversionTime),
    contrastBolusAgent: text(from.ContrastBolusAgent),
    SOPClassUID: text(from.SOPClassUID),
  });
}

/** Several values are joined as DICOM writes them (PS3.5 6.4). */
export function text(value: unknown): string | undefined {
  return texts(value)?.join("\\");
}

function texts(value: unknown): string[] | undefined {
  const items = list(value).map((item) => String(item).trim());
  const all = items.flatMap((item) => item.split("\\")).filter((item) => item !== "");
  return all.length > 0 ? all : undefined;
}

/** The first value, where it is a number or reads as one. */
export function number(value: unknown): number | undefined {
  return numbers(value)?.[0];
}

export function numbers(value: unknown): number[] | undefined {
  const all = list(value)
    .flatMap((item) => (typeof item === "string" ? item.split("\\") : [item]))
    .map((item) => (typeof item === "string" && item.trim() === "" ? Number.NaN : Number(item)));
  return all.length > 0 && all.every(Number.isFinite) ? all : undefined;
}

/** Providers give one value as itself, an array, a typed array, or an object that looks like one. */
function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  if (typeof value === "object" && Symbol.iterator in value) return [...(value as Iterable<unknown>)];
  return [value];
}

export function attributes(metaData: MetaData, type: string, imageId: string): Attributes {
  const found: unknown = metaData.get(type, imageId);
  return typeof found === "object" && found !== null ? (found as Attributes) : {};
}

function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as never;
}
