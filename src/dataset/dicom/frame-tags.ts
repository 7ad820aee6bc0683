import type { DataSet } from "dicom-parser";
import type { FrameTags } from "../../imaging/frame.ts";

const texts = {
  modality: "x00080060",
  bodyPartExamined: "x00180015",
  seriesDescription: "x0008103e",
  protocolName: "x00181030",
  studyDescription: "x00081030",
  viewPosition: "x00185101",
  scanningSequence: "x00180020",
  sequenceName: "x00180024",
  contrastBolusAgent: "x00180010",
  SOPClassUID: "x00080016",
} as const satisfies Partial<Record<keyof FrameTags, string>>;

const numbers = {
  repetitionTime: "x00180080",
  echoTime: "x00180081",
  inversionTime: "x00180082",
} as const satisfies Partial<Record<keyof FrameTags, string>>;

/** Reads the tags that say what an image shows; empty and unreadable ones are left out. */
export function readFrameTags(dataSet: DataSet): FrameTags {
  const tags: Record<string, string | number | string[]> = {};
  for (const [name, tag] of Object.entries(texts)) {
    const value = dataSet.string(tag)?.trim();
    if (value) tags[name] = value;
  }
  for (const [name, tag] of Object.entries(numbers)) {
    const value = dataSet.floatString(tag);
    if (value !== undefined && Number.isFinite(value)) tags[name] = value;
  }
  const imageType = dataSet.string("x00080008");
  if (imageType) tags.imageType = imageType.split("\\").map((part) => part.trim());
  return tags;
}
