import type { DataSet } from "dicom-parser";
import type { ModalityLut } from "../../imaging/frame-source.ts";

/** What may differ between the frames of one file, in the data set or in its functional groups. */
export interface FrameAttributes {
  /** mm: between rows, between columns */
  readonly pixelSpacing: readonly number[] | undefined;
  readonly imagePositionPatient: readonly number[] | undefined;
  readonly imageOrientationPatient: readonly number[] | undefined;
  readonly modalityLut: ModalityLut | undefined;
}

/** Reads the attributes of frame `index` (from 0): per-frame functional group, shared one, data set (PS3.3 C.7.6.16). */
export function readFrameAttributes(dataSet: DataSet, index: number): FrameAttributes {
  const groups = [
    dataSet.elements.x52009230?.items?.[index]?.dataSet,
    dataSet.elements.x52009229?.items?.[0]?.dataSet,
  ].filter((group) => group !== undefined);
  const find = <T>(sequence: string, read: (from: DataSet) => T | undefined): T | undefined => {
    for (const group of groups) {
      const item = group.elements[sequence]?.items?.[0]?.dataSet;
      const value = item && read(item);
      if (value !== undefined) return value;
    }
    return read(dataSet);
  };
  return {
    pixelSpacing:
      find("x00289110", (from) => numbers(from, "x00280030", 2)) ?? numbers(dataSet, "x00181164", 2),
    imagePositionPatient: find("x00209113", (from) => numbers(from, "x00200032", 3)),
    imageOrientationPatient: find("x00209116", (from) => numbers(from, "x00200037", 6)),
    modalityLut: find("x00289145", readRescale) ?? readLutSequence(dataSet),
  };
}

function readRescale(from: DataSet): ModalityLut | undefined {
  const slope = finite(from.floatString("x00281053"));
  const intercept = finite(from.floatString("x00281052"));
  if (slope === undefined && intercept === undefined) return undefined;
  return { slope: slope ?? 1, intercept: intercept ?? 0 };
}

/** Modality LUT Sequence (DICOM PS3.3 C.11.1). */
function readLutSequence(dataSet: DataSet): ModalityLut | undefined {
  const item = dataSet.elements.x00283000?.items?.[0]?.dataSet;
  const data = item?.elements.x00283006;
  if (item === undefined || data === undefined) return undefined;
  const signed = dataSet.uint16("x00280103") === 1;
  const firstMapped = signed ? item.int16("x00283002", 1) : item.uint16("x00283002", 1);
  const bits = item.uint16("x00283002", 2) ?? 16;
  const count = item.uint16("x00283002", 0) || 65_536;
  const wide = bits > 8 || data.length >= 2 * count;
  if (firstMapped === undefined || data.length < (wide ? 2 : 1) * count) return undefined;
  const values = Array.from({ length: count }, (_, i) =>
    wide ? item.uint16("x00283006", i)! : dataSet.byteArray[data.dataOffset + i]!,
  );
  return { firstMapped, values };
}

function numbers(from: DataSet, tag: string, count: number): readonly number[] | undefined {
  if (from.numStringValues(tag) !== count) return undefined;
  const values = Array.from({ length: count }, (_, i) => from.floatString(tag, i) ?? Number.NaN);
  return values.every(Number.isFinite) ? values : undefined;
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
