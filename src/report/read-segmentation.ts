import { DicomError } from "../errors/index.ts";
import { unpackBits } from "./bit-packing.ts";
import { type DicomDataset, items, numbers, text } from "./dataset.ts";
import { segmentationStorage } from "./segmentation.ts";

/** What a Segmentation says, with its masks. */
export interface ReadSegmentation {
  readonly SOPInstanceUID: string;
  readonly rows: number;
  readonly columns: number;
  readonly frameOfReferenceUID?: string;
  /** What wrote it. */
  readonly manufacturer?: string;
  readonly segments: readonly ReadSegment[];
}

export interface ReadSegment {
  readonly number: number;
  readonly label: string;
  readonly trackingUID?: string;
  readonly algorithmName?: string;
  readonly algorithmParameters?: string;
  readonly frames: readonly ReadSegmentFrame[];
}

/** A mask on one image of the source. */
export interface ReadSegmentFrame {
  readonly source: { readonly SOPInstanceUID: string; readonly frameNumber: number };
  /** mm */
  readonly position?: readonly number[];
  readonly orientation?: readonly number[];
  /** [rows, columns]: 1 in the segment. */
  readonly mask: Uint8Array;
}

const largestMask = 2 ** 26;

/**
 * Reads a binary Segmentation, as Residua writes it: masks lie on the grid of images that each frame names.
 *
 * @throws DicomError for another kind of object, for fractional or compressed masks, for frames that name no source,
 *   and for damaged ones
 */
export function readSegmentation(dataset: DicomDataset): ReadSegmentation {
  if (text(dataset, "SOPClassUID") !== segmentationStorage) throw unreadable("it is no binary Segmentation");
  if (text(dataset, "SegmentationType") !== "BINARY") throw unreadable("its masks are not binary");
  const rows = requireCount(dataset, "Rows");
  const columns = requireCount(dataset, "Columns");
  if (rows * columns > largestMask) throw unreadable("its masks are too large");
  const groups = items(dataset, "PerFrameFunctionalGroupsSequence");
  const shared = items(dataset, "SharedFunctionalGroupsSequence")[0];
  if (groups.length !== requireCount(dataset, "NumberOfFrames")) throw unreadable("frames are missing");
  const bytes = pixelBytes(dataset);
  if (bytes.length * 8 < groups.length * rows * columns) throw unreadable("its pixel data ends early");
  const frames = groups.map((group, index) =>
    readFrame(group, shared, unpackBits(bytes, index, rows * columns)),
  );
  const frameOfReferenceUID = text(dataset, "FrameOfReferenceUID");
  const manufacturer = text(dataset, "Manufacturer");
  return {
    SOPInstanceUID: text(dataset, "SOPInstanceUID") ?? "",
    rows,
    columns,
    ...(frameOfReferenceUID === undefined ? {} : { frameOfReferenceUID }),
    ...(manufacturer === undefined ? {} : { manufacturer }),
    segments: items(dataset, "SegmentSequence").map((segment) => {
      const number = requireCount(segment, "SegmentNumber");
      const algorithm = items(segment, "SegmentationAlgorithmIdentificationSequence")[0];
      return {
        number,
        label: text(segment, "SegmentLabel") ?? "",
        ...defined("trackingUID", text(segment, "TrackingUID")),
        ...defined("algorithmName", text(segment, "SegmentAlgorithmName")),
        ...defined("algorithmParameters", text(algorithm, "AlgorithmParameters")),
        frames: frames.filter((frame) => frame.number === number).map(({ frame }) => frame),
      };
    }),
  };
}

function readFrame(
  group: DicomDataset,
  shared: DicomDataset | undefined,
  mask: Uint8Array,
): { readonly number: number; readonly frame: ReadSegmentFrame } {
  const find = (sequence: string) => items(group, sequence)[0] ?? items(shared, sequence)[0];
  const number = numbers(find("SegmentIdentificationSequence"), "ReferencedSegmentNumber", 1)?.[0];
  const source = items(find("DerivationImageSequence"), "SourceImageSequence")[0];
  const SOPInstanceUID = text(source, "ReferencedSOPInstanceUID");
  if (number === undefined) throw unreadable("a frame names no segment");
  if (SOPInstanceUID === undefined) throw unreadable("a frame does not name the image that it lies on");
  const position = numbers(find("PlanePositionSequence"), "ImagePositionPatient", 3);
  const orientation = numbers(find("PlaneOrientationSequence"), "ImageOrientationPatient", 6);
  return {
    number,
    frame: {
      source: {
        SOPInstanceUID,
        frameNumber: numbers(source, "ReferencedFrameNumber", 1)?.[0] ?? 1,
      },
      ...(position ? { position } : {}),
      ...(orientation ? { orientation } : {}),
      mask,
    },
  };
}

function pixelBytes({ PixelData }: DicomDataset): Uint8Array {
  const parts: readonly unknown[] = Array.isArray(PixelData) ? PixelData : [PixelData];
  const [data] = parts;
  if (parts.length !== 1) throw unreadable("its masks are compressed");
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (data instanceof Uint8Array) return data;
  throw unreadable("it has no pixel data");
}

function requireCount(dataset: DicomDataset, keyword: string): number {
  const value = numbers(dataset, keyword, 1)?.[0];
  if (value === undefined || !Number.isInteger(value) || value < 1) throw unreadable(`${keyword} is missing`);
  return value;
}

function defined<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]: string });
}

function unreadable(reason: string): DicomError {
  return new DicomError(
    `This segmentation cannot be shown: ${reason}. Residua reads uncompressed binary ones.`,
  );
}
