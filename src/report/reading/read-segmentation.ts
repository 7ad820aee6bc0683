import { unpackBits } from "../bit-packing.ts";
import { type DicomDataset, items, numbers, text } from "../dataset.ts";
import { labelmapStorage } from "../labelmap.ts";
import { segmentationStorage } from "../segmentation.ts";
import { type FrameGroups, type FramePlacement, frameGroups, frameSize, pixelBytes } from "./frame-groups.ts";
import { unreadable } from "./unreadable.ts";

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
  /** CIELab as DICOM stores it, 0..65535 each. */
  readonly displayColour?: readonly number[];
  readonly trackingUID?: string;
  readonly algorithmName?: string;
  readonly algorithmParameters?: string;
  readonly frames: readonly ReadSegmentFrame[];
}

/** A mask, and the image or the place that it lies on. */
export interface ReadSegmentFrame extends FramePlacement {
  /** [rows, columns]: 1 in the segment. Unpacked anew each time: all at once would fill the memory. */
  readonly mask: Uint8Array;
}

const mostSegments = 2 ** 12;

/**
 * Reads a Segmentation (DICOM PS3.3 A.51) with masks of one bit a pixel, or with a label map of 8 or 16 bits, whoever
 * wrote it.
 *
 * @throws DicomError, with `details.reason` of unreadable.ts, for another kind of object, for fractional or compressed
 *   masks, for frames that say neither what nor where they lie on, and for damaged ones
 */
export function readSegmentation(dataset: DicomDataset): ReadSegmentation {
  const isLabelmap = text(dataset, "SOPClassUID") === labelmapStorage;
  if (!isLabelmap && text(dataset, "SOPClassUID") !== segmentationStorage) throw unreadable("other-class");
  const type = text(dataset, "SegmentationType");
  if (type === "FRACTIONAL") throw unreadable("fractional");
  if (type !== (isLabelmap ? "LABELMAP" : "BINARY")) throw unreadable("damaged");
  const size = frameSize(dataset);
  const { rows, columns, frames } = size;
  const groups = frameGroups(dataset, frames);
  const described = items(dataset, "SegmentSequence");
  if (described.length === 0 || described.length > mostSegments) throw unreadable("bad-segments");
  const bySegment = isLabelmap
    ? labelledFrames(dataset, rows * columns, groups)
    : binaryFrames(dataset, rows * columns, groups);
  const background = isLabelmap ? (numbers(dataset, "PixelPaddingValue", 1)?.[0] ?? 0) : undefined;
  const frameOfReferenceUID = text(dataset, "FrameOfReferenceUID");
  const manufacturer = text(dataset, "Manufacturer");
  const segments = described.map((segment) => readSegment(segment, bySegment));
  if (new Set(segments.map(({ number }) => number)).size !== segments.length)
    throw unreadable("bad-segments");
  return {
    SOPInstanceUID: text(dataset, "SOPInstanceUID") ?? "",
    rows,
    columns,
    ...(frameOfReferenceUID === undefined ? {} : { frameOfReferenceUID }),
    ...(manufacturer === undefined ? {} : { manufacturer }),
    segments: segments.filter(({ number }) => number !== background),
  };
}

function readSegment(
  segment: DicomDataset,
  frames: ReadonlyMap<number, readonly ReadSegmentFrame[]>,
): ReadSegment {
  const number = numbers(segment, "SegmentNumber", 1)?.[0];
  if (number === undefined || !Number.isInteger(number) || number < 0) throw unreadable("bad-segments");
  const algorithm = items(segment, "SegmentationAlgorithmIdentificationSequence")[0];
  const displayColour = numbers(segment, "RecommendedDisplayCIELabValue", 3);
  return {
    number,
    label: text(segment, "SegmentLabel") ?? "",
    ...(displayColour ? { displayColour } : {}),
    ...defined("trackingUID", text(segment, "TrackingUID")),
    ...defined("algorithmName", text(segment, "SegmentAlgorithmName")),
    ...defined("algorithmParameters", text(algorithm, "AlgorithmParameters")),
    frames: frames.get(number) ?? [],
  };
}

function binaryFrames(
  dataset: DicomDataset,
  pixels: number,
  groups: readonly FrameGroups[],
): ReadonlyMap<number, readonly ReadSegmentFrame[]> {
  if ((numbers(dataset, "BitsAllocated", 1)?.[0] ?? 1) !== 1) throw unreadable("no-pixels");
  const bytes = pixelBytes(dataset.PixelData, Math.ceil((groups.length * pixels) / 8));
  const frames = new Map<number, ReadSegmentFrame[]>();
  groups.forEach(({ find, placement }, index) => {
    const number = numbers(find("SegmentIdentificationSequence"), "ReferencedSegmentNumber", 1)?.[0];
    if (number === undefined) throw unreadable("bad-segments");
    add(frames, number, {
      ...placement,
      get mask() {
        return unpackBits(bytes, index, pixels);
      },
    });
  });
  return frames;
}

function labelledFrames(
  dataset: DicomDataset,
  pixels: number,
  groups: readonly FrameGroups[],
): ReadonlyMap<number, readonly ReadSegmentFrame[]> {
  const bits = numbers(dataset, "BitsAllocated", 1)?.[0];
  if (bits !== 8 && bits !== 16) throw unreadable("no-pixels");
  const bytes = pixelBytes(dataset.PixelData, (groups.length * pixels * bits) / 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const label = (index: number) => (bits === 8 ? view.getUint8(index) : view.getUint16(2 * index, true));
  const frames = new Map<number, ReadSegmentFrame[]>();
  groups.forEach(({ placement }, frame) => {
    const start = frame * pixels;
    const present = new Set<number>();
    for (let index = 0; index < pixels; index++) present.add(label(start + index));
    for (const number of present) {
      add(frames, number, {
        ...placement,
        get mask() {
          return Uint8Array.from({ length: pixels }, (_, index) => (label(start + index) === number ? 1 : 0));
        },
      });
    }
  });
  return frames;
}

function add(frames: Map<number, ReadSegmentFrame[]>, number: number, frame: ReadSegmentFrame): void {
  const list = frames.get(number);
  if (list) list.push(frame);
  else frames.set(number, [frame]);
}

function defined<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]: string });
}
