import { constants, inflateRawSync } from "node:zlib";
import dicomParser, { type DataSet } from "dicom-parser";
import { DicomError } from "../../errors/index.ts";

/** Refused before anything is parsed. */
export const maximumFileBytes = 2 ** 31 - 1;
/** Of a deflated data set (DICOM PS3.5 A.5), once inflated. */
const maximumInflatedBytes = 2 ** 30;

/**
 * Parses a DICOM file (PS3.10) as far as its elements; pixel data stays encoded.
 *
 * @param untilTag where to stop, as "x7fe00010": the bytes may then end after it
 * @throws DicomError when the bytes are no DICOM file, end early, or inflate beyond all measure
 */
export function parseFile(file: Uint8Array, untilTag?: string): DataSet {
  // Not as a Node Buffer, whose slice() makes a view where a Uint8Array's makes a copy.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  if (bytes.length === 0) {
    throw new DicomError("The file is empty; it may not have been copied completely.");
  }
  if (bytes.length > maximumFileBytes) {
    throw new DicomError("The file is larger than 2 GB, which is more than Residua reads.");
  }
  if (!isDicom(bytes)) {
    throw new DicomError(
      'This is not a DICOM file: the letters "DICM" are missing at byte 128. Choose a DICOM Part 10 file.',
    );
  }
  try {
    return dicomParser.parseDicom(bytes, { inflater: inflate, ...(untilTag && { untilTag }) });
  } catch (cause) {
    if (cause instanceof DicomError) throw cause;
    throw damagedFile(cause);
  }
}

export function damagedFile(cause: unknown): DicomError {
  return new DicomError("The DICOM file is damaged or ends early; fetch it again from its source.", {
    cause: withoutData(cause),
  });
}

/** dicom-parser throws strings, errors, and objects that hold all it has read: only what went wrong is kept. */
function withoutData(thrown: unknown): unknown {
  return typeof thrown === "object" && thrown !== null && "exception" in thrown ? thrown.exception : thrown;
}

export function isDicom(bytes: Uint8Array): boolean {
  return bytes[128] === 0x44 && bytes[129] === 0x49 && bytes[130] === 0x43 && bytes[131] === 0x4d;
}

/** The file's own head (up to `position`) followed by the inflated data set, as dicom-parser wants it. */
function inflate(bytes: Uint8Array, position: number): Uint8Array {
  let data: Buffer;
  try {
    data = inflateRawSync(bytes.subarray(position), {
      maxOutputLength: maximumInflatedBytes,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
  } catch (cause) {
    throw new DicomError(
      "The deflated DICOM file could not be inflated: it is damaged or larger than 1 GB.",
      {
        cause,
      },
    );
  }
  const all = new Uint8Array(position + data.length);
  all.set(bytes.subarray(0, position));
  all.set(data, position);
  return all;
}
