import { type DataSet, parseDicom } from "dicom-parser";
import { DicomError } from "../../errors/index.ts";
import type { Vector3 } from "../../imaging/frame.ts";
import { dicomText, personName } from "./dicom-text.ts";
import type { ImageHeader } from "./image-header.ts";
import { refusal } from "./refusal.ts";
import { isVideo, refusalOfClass } from "./sop-classes.ts";
import { isDecodable, isNative } from "./transfer-syntaxes.ts";

const pixelData = "x7fe00010";
/** How much of a file is read at a time until the header is whole; headers are rarely longer than the first. */
const heads = [128 * 1024, 2 * 1024 * 1024, 32 * 1024 * 1024] as const;
const maximumFileBytes = 2 ** 31 - 1;
const maximumFrames = 4096;

/**
 * Reads a file up to its pixels and says what image it holds.
 *
 * @throws DicomError with `details.reason` (see refusal.ts) when it holds none that can be shown
 */
export async function readHeader(file: Blob): Promise<ImageHeader> {
  if (file.size === 0) throw refusal("empty");
  if (file.size > maximumFileBytes) throw refusal("too-large");
  const { data, transferSyntax } = await parseHead(file);
  try {
    refuseOthers(data, transferSyntax);
    const header = describe(data);
    checkLength(data, header, transferSyntax, file.size);
    return header;
  } catch (error) {
    // The parser finds some values damaged only when they are asked for.
    throw error instanceof DicomError ? error : refusal("damaged", error);
  }
}

interface Head {
  readonly data: DataSet;
  readonly transferSyntax: string;
}

async function parseHead(file: Blob): Promise<Head> {
  let cause: unknown;
  for (const length of heads) {
    const bytes = await readBytes(file, length);
    if (!isPart10(bytes)) throw refusal("not-dicom");
    try {
      const head = parse(bytes);
      // A cut may fall between two elements, which reads like a file without pixels.
      if (hasPixels(head.data) || !isDecodable(head.transferSyntax) || length >= file.size) return head;
    } catch (error) {
      cause = causeOf(error);
    }
    // The whole file has been seen: there is no more that could make it readable.
    if (length >= file.size) break;
  }
  throw refusal("damaged", cause);
}

async function readBytes(file: Blob, length: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(0, length).arrayBuffer());
  } catch (cause) {
    throw refusal("unreadable", cause);
  }
}

/** DICOM PS3.10 7.1: "DICM" after a preamble of 128 bytes. */
function isPart10(bytes: Uint8Array): boolean {
  return bytes.length >= 132 && String.fromCharCode(...bytes.subarray(128, 132)) === "DICM";
}

function parse(bytes: Uint8Array<ArrayBuffer>): Head {
  const data = parseDicom(bytes, {
    untilTag: pixelData,
    // A deflated file is refused, so nothing is unpacked here: the parser gets the meta header only.
    inflater: (_, position) => bytes.subarray(0, position),
  });
  return { data, transferSyntax: data.string("x00020010")?.trim() ?? "" };
}

/** The parser throws `{ exception, dataSet }`; what the patient's file holds goes nowhere. */
function causeOf(error: unknown): unknown {
  return error instanceof Object && "exception" in error ? error.exception : error;
}

function refuseOthers(data: DataSet, transferSyntax: string): void {
  const reason = refusalOfClass(data.string("x00080016")?.trim() ?? data.string("x00020002")?.trim() ?? "");
  if (reason) throw refusal(reason);
  if (isVideo(transferSyntax)) throw refusal("video");
  if (!isDecodable(transferSyntax)) throw refusal("encoding");
  if (!hasPixels(data)) throw refusal("no-pixels");
}

function hasPixels(data: DataSet): boolean {
  return pixelData in data.elements || "x7fe00008" in data.elements || "x7fe00009" in data.elements;
}

function describe(data: DataSet): ImageHeader {
  const rows = data.uint16("x00280010") ?? 0;
  const columns = data.uint16("x00280011") ?? 0;
  if (rows === 0 || columns === 0) throw refusal("no-size");
  const orientation = numbers(data, "x00200037", 6);
  return {
    SOPInstanceUID: dicomText(data, "x00080018"),
    studyInstanceUID: dicomText(data, "x0020000d"),
    seriesInstanceUID: dicomText(data, "x0020000e"),
    seriesNumber: data.intString("x00200011"),
    instanceNumber: data.intString("x00200013"),
    seriesDescription: dicomText(data, "x0008103e"),
    studyDescription: dicomText(data, "x00081030"),
    studyDate: dicomText(data, "x00080020"),
    modality: dicomText(data, "x00080060"),
    patientName: personName(dicomText(data, "x00100010")),
    patientId: dicomText(data, "x00100020"),
    imageType: dicomText(data, "x00080008").split("\\"),
    frameOfReferenceUID: dicomText(data, "x00200052"),
    rows,
    columns,
    samplesPerPixel: data.uint16("x00280002") ?? 1,
    frames: Math.min(maximumFrames, Math.max(1, data.intString("x00280008") ?? 1)),
    position: numbers(data, "x00200032", 3) as Vector3 | undefined,
    rowCosines: orientation?.slice(0, 3) as unknown as Vector3 | undefined,
    columnCosines: orientation?.slice(3) as unknown as Vector3 | undefined,
    pixelSpacing: numbers(data, "x00280030", 2) as ImageHeader["pixelSpacing"],
  };
}

/** A multi-valued decimal string; undefined unless all its values are numbers. */
function numbers(data: DataSet, tag: string, count: number): readonly number[] | undefined {
  const values = Array.from({ length: count }, (_, index) => data.floatString(tag, index) ?? Number.NaN);
  return values.every(Number.isFinite) ? values : undefined;
}

/** Native pixels have a known length: a file that ends before it was cut off on its way. */
function checkLength(data: DataSet, header: ImageHeader, transferSyntax: string, fileSize: number): void {
  const element = data.elements[pixelData];
  if (element === undefined) return;
  const rest = fileSize - element.dataOffset;
  const bits = data.uint16("x00280100") ?? 0;
  const frames = Math.max(1, data.intString("x00280008") ?? 1);
  const subsampled = /422/.test(data.string("x00280004") ?? "") ? 2 / 3 : 1;
  const needed = (header.rows * header.columns * header.samplesPerPixel * bits * frames * subsampled) / 8;
  if (isNative(transferSyntax) ? rest < needed : rest <= 8) throw refusal("cut-off");
}
