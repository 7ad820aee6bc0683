import dicomParser, { type DataSet, type Element } from "dicom-parser";
import { DicomError } from "../../errors/index.ts";
import type { PixelFormat } from "./pixel-format.ts";

/** Pixel Data, Float Pixel Data or Double Float Pixel Data. */
export function pixelElement(dataSet: DataSet): Element | undefined {
  const { x7fe00010, x7fe00008, x7fe00009 } = dataSet.elements;
  return x7fe00010 ?? x7fe00008 ?? x7fe00009;
}

/** Bytes of one native frame; frames follow each other without padding (DICOM PS3.5 8.1.1). */
export function nativeFrame(
  dataSet: DataSet,
  element: Element,
  format: PixelFormat,
  index: number,
): Uint8Array {
  const length = (format.rows * format.columns * format.bitsAllocated) / 8;
  const start = element.dataOffset + index * length;
  const end = Math.min(element.dataOffset + element.length, dataSet.byteArray.length);
  if (start + length > end) throw endsEarly();
  return dataSet.byteArray.subarray(start, start + length);
}

/** Bytes of one compressed frame: its fragments joined (DICOM PS3.5 A.4). */
export function encapsulatedFrame(
  dataSet: DataSet,
  element: Element,
  format: PixelFormat,
  index: number,
): Uint8Array {
  const fragments = element.fragments ?? [];
  if (fragments.length === 0) throw endsEarly();
  for (const { position, length } of fragments) {
    if (position + length > dataSet.byteArray.length) throw endsEarly();
  }
  try {
    if (format.frames === 1) {
      return dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, element, 0, fragments.length);
    }
    if (fragments.length === format.frames) {
      return dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, element, index);
    }
    const given = element.basicOffsetTable ?? [];
    const offsets = given.length > 0 ? given : dicomParser.createJPEGBasicOffsetTable(dataSet, element);
    return dicomParser.readEncapsulatedImageFrame(dataSet, element, index, offsets);
  } catch (cause) {
    throw new DicomError(`Frame ${index + 1} of the compressed pixel data cannot be found in the file.`, {
      cause,
      details: { frame: index + 1 },
    });
  }
}

function endsEarly(): DicomError {
  return new DicomError("The pixel data ends early: the file is damaged or was not copied completely.");
}
