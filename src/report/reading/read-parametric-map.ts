import { type DicomDataset, items, numbers, text } from "../dataset.ts";
import { parametricMapStorage } from "../parametric-map.ts";
import { type FrameGroups, type FramePlacement, frameGroups, frameSize, pixelBytes } from "./frame-groups.ts";
import { unreadable } from "./unreadable.ts";

/** What a Parametric Map says, with its values. */
export interface ReadParametricMap {
  readonly SOPInstanceUID: string;
  readonly rows: number;
  readonly columns: number;
  readonly frameOfReferenceUID?: string;
  readonly manufacturer?: string;
  /** What the values are of, in the object's own words. */
  readonly label: string;
  /** As UCUM writes it; absent where the object names none. */
  readonly unit?: string;
  /** Of all values, for a scale of colours that is one for all frames. */
  readonly range: { readonly lower: number; readonly upper: number };
  readonly frames: readonly ReadMapFrame[];
}

export interface ReadMapFrame extends FramePlacement {
  /** [rows, columns], real-world values; NaN where the object says that there is none. Made anew each time. */
  readonly values: Float32Array;
}

interface StoredValues {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly read: (view: DataView, offset: number) => number;
}

/**
 * Reads a Parametric Map (DICOM PS3.3 A.75) of floats, doubles or 16 bit integers, whoever wrote it.
 *
 * @throws DicomError, with `details.reason` of unreadable.ts, for another kind of object, for compressed values, for a
 *   mapping by a table, for frames that say neither what nor where they lie on, and for damaged ones
 */
export function readParametricMap(dataset: DicomDataset): ReadParametricMap {
  if (text(dataset, "SOPClassUID") !== parametricMapStorage) throw unreadable("other-class");
  const { rows, columns, frames: count } = frameSize(dataset);
  const pixels = rows * columns;
  const groups = frameGroups(dataset, count);
  const stored = storedValues(dataset, count * pixels);
  const padding =
    numbers(dataset, "PixelPaddingValue", 1)?.[0] ?? numbers(dataset, "FloatPixelPaddingValue", 1)?.[0];
  const frames = groups.map((group, index): ReadMapFrame => {
    const { slope, intercept } = mapping(group);
    return {
      ...group.placement,
      get values() {
        return frameValues(stored, { start: index * pixels, pixels, slope, intercept, padding });
      },
    };
  });
  const meaning = groups[0]!.find("RealWorldValueMappingSequence");
  const unit = text(items(meaning, "MeasurementUnitsCodeSequence")[0], "CodeValue");
  const frameOfReferenceUID = text(dataset, "FrameOfReferenceUID");
  const manufacturer = text(dataset, "Manufacturer");
  return {
    SOPInstanceUID: text(dataset, "SOPInstanceUID") ?? "",
    rows,
    columns,
    ...(frameOfReferenceUID === undefined ? {} : { frameOfReferenceUID }),
    ...(manufacturer === undefined ? {} : { manufacturer }),
    label: text(meaning, "LUTExplanation") ?? text(dataset, "SeriesDescription") ?? "",
    ...(unit === undefined ? {} : { unit }),
    range: rangeOf(frames),
    frames,
  };
}

function storedValues(dataset: DicomDataset, count: number): StoredValues {
  if (dataset.FloatPixelData !== undefined) {
    return {
      bytes: pixelBytes(dataset.FloatPixelData, 4 * count),
      size: 4,
      read: (view, offset) => view.getFloat32(offset, true),
    };
  }
  if (dataset.DoubleFloatPixelData !== undefined) {
    return {
      bytes: pixelBytes(dataset.DoubleFloatPixelData, 8 * count),
      size: 8,
      read: (view, offset) => view.getFloat64(offset, true),
    };
  }
  if (numbers(dataset, "BitsAllocated", 1)?.[0] !== 16) throw unreadable("no-pixels");
  const isSigned = numbers(dataset, "PixelRepresentation", 1)?.[0] === 1;
  return {
    bytes: pixelBytes(dataset.PixelData, 2 * count),
    size: 2,
    read: (view, offset) => (isSigned ? view.getInt16(offset, true) : view.getUint16(offset, true)),
  };
}

/** Real-world values (DICOM PS3.3 C.7.6.16.2.11), else modality values, else as stored. */
function mapping({ find }: FrameGroups): { readonly slope: number; readonly intercept: number } {
  const real = find("RealWorldValueMappingSequence");
  const slope = numbers(real, "RealWorldValueSlope", 1)?.[0];
  const intercept = numbers(real, "RealWorldValueIntercept", 1)?.[0];
  if (slope !== undefined && intercept !== undefined) return { slope, intercept };
  if (real?.RealWorldValueLUTData !== undefined) throw unreadable("bad-values");
  const modality = find("PixelValueTransformationSequence");
  return {
    slope: numbers(modality, "RescaleSlope", 1)?.[0] ?? 1,
    intercept: numbers(modality, "RescaleIntercept", 1)?.[0] ?? 0,
  };
}

interface FrameValues {
  readonly start: number;
  readonly pixels: number;
  readonly slope: number;
  readonly intercept: number;
  readonly padding: number | undefined;
}

function frameValues(
  { bytes, size, read }: StoredValues,
  { start, pixels, slope, intercept, padding }: FrameValues,
): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(pixels);
  for (let index = 0; index < pixels; index++) {
    const value = read(view, size * (start + index));
    values[index] = value === padding ? Number.NaN : value * slope + intercept;
  }
  return values;
}

/** @throws DicomError where no value is a number */
function rangeOf(frames: readonly ReadMapFrame[]): ReadParametricMap["range"] {
  let [lower, upper] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of frames) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < lower) lower = value;
      if (value > upper) upper = value;
    }
  }
  if (!(upper >= lower)) throw unreadable("bad-values");
  return { lower, upper };
}
