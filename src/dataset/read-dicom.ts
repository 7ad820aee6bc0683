import type { DataSet } from "dicom-parser";
import { DicomError } from "../errors/index.ts";
import { createFrame } from "../imaging/create-frame.ts";
import type { Frame } from "../imaging/frame.ts";
import type { FrameSource } from "../imaging/frame-source.ts";
import { decodeFrame } from "./dicom/decode-frame.ts";
import { readFrameAttributes } from "./dicom/frame-attributes.ts";
import { encapsulatedFrame, nativeFrame, pixelElement } from "./dicom/frame-bytes.ts";
import { readFrameTags } from "./dicom/frame-tags.ts";
import { damagedFile, parseFile } from "./dicom/parse-file.ts";
import { readPixelFormat } from "./dicom/pixel-format.ts";
import { refuseNonImage } from "./dicom/sop-classes.ts";
import type { StoredPixels } from "./dicom/stored-pixels.ts";
import { encodingOf, isNative } from "./dicom/transfer-syntaxes.ts";

export interface ReadDicomOptions {
  /** Numbers of the frames to read, from 1; all when absent. */
  readonly wanted?: readonly number[];
  /** Checked before each frame. */
  readonly signal?: AbortSignal;
}

/**
 * Reads all frames of a DICOM file (PS3.10): native (little and big endian, implicit, deflated), RLE, JPEG baseline,
 * extended and lossless, JPEG-LS, JPEG 2000 and HTJ2K; 8, 16 and 32 bit integers, signed or not, 32 and 64 bit floats.
 *
 * @throws DicomError when the bytes are no DICOM file, are damaged, or hold no grey-scale image; the signal's reason
 *   when aborted
 */
export async function readDicom(bytes: Uint8Array, options: ReadDicomOptions = {}): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of readDicomFrames(bytes, options)) frames.push(frame);
  return frames;
}

/** As `readDicom`, one frame at a time: a long multi-frame image is never held whole. */
export async function* readDicomFrames(
  bytes: Uint8Array,
  options: ReadDicomOptions = {},
): AsyncGenerator<Frame> {
  try {
    yield* framesOf(parseFile(bytes), options);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof DicomError) throw error;
    // dicom-parser checks an element's bounds only when it is read.
    throw damagedFile(error);
  }
}

async function* framesOf(dataSet: DataSet, { wanted, signal }: ReadDicomOptions): AsyncGenerator<Frame> {
  refuseNonImage(dataSet);
  const element = pixelElement(dataSet);
  if (element === undefined) throw new DicomError("The DICOM file holds no pixel data.");
  const format = readPixelFormat(dataSet);
  const uid = dataSet.string("x00020010")?.trim() ?? "";
  const encoding = encodingOf(uid);
  if (encoding === undefined) {
    throw new DicomError(
      `The pixel data is compressed in a way that Residua does not read (transfer syntax ${uid.slice(0, 64)}).`,
      { details: { transferSyntaxUID: uid.slice(0, 64) } },
    );
  }
  for (const frameNumber of wanted ?? Array.from({ length: format.frames }, (_, i) => i + 1)) {
    signal?.throwIfAborted();
    const index = frameNumber - 1;
    if (!(index >= 0 && index < format.frames)) {
      throw new DicomError(`The image has ${format.frames} frames; there is no frame ${frameNumber}.`);
    }
    const encoded = isNative(encoding)
      ? nativeFrame(dataSet, element, format, index)
      : encapsulatedFrame(dataSet, element, format, index);
    const pixels = await decodeFrame(encoded, encoding, format, element.vr === "OW");
    yield createFrame(toSource(dataSet, index, pixels, format));
  }
}

function toSource(
  dataSet: DataSet,
  index: number,
  pixels: StoredPixels,
  format: ReturnType<typeof readPixelFormat>,
): FrameSource {
  const attributes = readFrameAttributes(dataSet, index);
  const [row, column] = attributes.pixelSpacing ?? [];
  const paddingOf = (tag: string) => (format.signed ? dataSet.int16(tag) : dataSet.uint16(tag));
  const padding = format.float ? undefined : paddingOf("x00280120");
  const paddingLimit = format.float ? undefined : paddingOf("x00280121");
  return {
    pixels,
    rows: format.rows,
    columns: format.columns,
    frameNumber: index + 1,
    photometricInterpretation: format.photometricInterpretation,
    SOPInstanceUID: dataSet.string("x00080018") ?? "",
    tags: readFrameTags(dataSet),
    ...(attributes.modalityLut && { modalityLut: attributes.modalityLut }),
    ...(padding !== undefined && { pixelPaddingValue: padding }),
    ...(paddingLimit !== undefined && { pixelPaddingRangeLimit: paddingLimit }),
    ...(row !== undefined && column !== undefined && { spacing: { row, column } }),
    ...(attributes.imageOrientationPatient && {
      imageOrientationPatient: attributes.imageOrientationPatient,
    }),
    ...(attributes.imagePositionPatient && { imagePositionPatient: attributes.imagePositionPatient }),
  };
}
