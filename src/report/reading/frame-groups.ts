import type { Frame } from "../../imaging/frame.ts";
import { frameGeometry } from "../../imaging/frame-geometry.ts";
import { type DicomDataset, items, numbers, text } from "../dataset.ts";
import { unreadable } from "./unreadable.ts";

/** Which image a frame was made from, and where it lies: one of the two at least. */
export interface FramePlacement extends Pick<Frame, "plane" | "spacing"> {
  /** The one image that it was made from; absent where there is none, or several. */
  readonly source?: FrameSourceImage;
  /** mm along the normal that the frame stands for. */
  readonly thickness?: number;
}

export interface FrameSourceImage {
  readonly SOPInstanceUID: string;
  readonly frameNumber: number;
}

export interface FrameGroups {
  readonly placement: FramePlacement;
  /** The first item of a functional group: the frame's own, else the shared one. */
  readonly find: (sequence: string) => DicomDataset | undefined;
}

const mostPixels = 2 ** 26;
const mostFrames = 2 ** 16;

export interface FrameSize {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
}

/** @throws DicomError where a size is missing, impossible, or more than a browser holds */
export function frameSize(dataset: DicomDataset): FrameSize {
  const rows = requireCount(dataset, "Rows");
  const columns = requireCount(dataset, "Columns");
  const frames = requireCount(dataset, "NumberOfFrames");
  if (rows * columns > mostPixels || frames > mostFrames) throw unreadable("too-large");
  return { rows, columns, frames };
}

/** The frames' functional groups (DICOM PS3.3 C.7.6.16). @throws DicomError where some are missing or say nothing */
export function frameGroups(dataset: DicomDataset, frames: number): FrameGroups[] {
  const own = items(dataset, "PerFrameFunctionalGroupsSequence");
  const shared = items(dataset, "SharedFunctionalGroupsSequence")[0];
  if (own.length !== frames) throw unreadable("damaged");
  return own.map((group) => {
    const find = (sequence: string) => items(group, sequence)[0] ?? items(shared, sequence)[0];
    const sources = items(group, "DerivationImageSequence").length > 0 ? group : shared;
    return { find, placement: placement(find, sourceOf(sources)) };
  });
}

function placement(find: FrameGroups["find"], source: FrameSourceImage | undefined): FramePlacement {
  const measures = find("PixelMeasuresSequence");
  const spacing = numbers(measures, "PixelSpacing", 2);
  const thickness =
    numbers(measures, "SpacingBetweenSlices", 1)?.[0] ?? numbers(measures, "SliceThickness", 1)?.[0];
  const position = numbers(find("PlanePositionSequence"), "ImagePositionPatient", 3);
  const orientation = numbers(find("PlaneOrientationSequence"), "ImageOrientationPatient", 6);
  const geometry = frameGeometry({
    ...(spacing ? { spacing: { row: spacing[0]!, column: spacing[1]! } } : {}),
    ...(position ? { imagePositionPatient: position } : {}),
    ...(orientation ? { imageOrientationPatient: orientation } : {}),
  });
  if (!source && !(geometry.plane && geometry.spacing)) throw unreadable("no-place");
  return {
    ...geometry,
    ...(source ? { source } : {}),
    ...(thickness !== undefined && Math.abs(thickness) > 0 ? { thickness: Math.abs(thickness) } : {}),
  };
}

function sourceOf(group: DicomDataset | undefined): FrameSourceImage | undefined {
  const sources = items(group, "DerivationImageSequence").flatMap((derivation) =>
    items(derivation, "SourceImageSequence"),
  );
  const [only] = sources;
  const SOPInstanceUID = text(only, "ReferencedSOPInstanceUID");
  if (sources.length !== 1 || SOPInstanceUID === undefined) return undefined;
  const named = only!.ReferencedFrameNumber;
  const frameNumber = named === undefined ? 1 : numbers(only, "ReferencedFrameNumber", 1)?.[0];
  return frameNumber === undefined ? undefined : { SOPInstanceUID, frameNumber };
}

/** Bytes of an attribute that holds pixels. @throws DicomError where they are missing, compressed or too few */
export function pixelBytes(value: unknown, length: number): Uint8Array {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [data] = parts;
  if (parts.length > 1) throw unreadable("compressed");
  const bytes =
    data instanceof ArrayBuffer ? new Uint8Array(data) : data instanceof Uint8Array ? data : undefined;
  if (!bytes) throw unreadable("no-pixels");
  if (bytes.length < length) throw unreadable("cut-off");
  return bytes;
}

function requireCount(dataset: DicomDataset, keyword: string): number {
  const value = numbers(dataset, keyword, 1)?.[0];
  if (value === undefined || !Number.isInteger(value) || value < 1) throw unreadable("damaged");
  return value;
}
