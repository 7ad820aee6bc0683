import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { encode } from "fast-png";
import { DataError } from "../../errors/index.ts";
import { type IndexRow, indexRow } from "../index-csv.ts";
import type { Mask } from "../read-mask.ts";
import { checkLeak, type SplitShares, splitByPatient } from "../split.ts";
import { readChexpert } from "./chexpert.ts";
import { readMura } from "./mura.ts";
import { readPadchest } from "./padchest.ts";
import type { PublishedReader } from "./published-image.ts";
import { readSiimPneumothorax } from "./siim-pneumothorax.ts";

export const publishedSets = {
  mura: readMura,
  chexpert: readChexpert,
  padchest: readPadchest,
  "siim-pneumothorax": readSiimPneumothorax,
} as const satisfies Readonly<Record<string, PublishedReader>>;
export type PublishedSet = keyof typeof publishedSets;

export interface ImportOptions {
  readonly from: PublishedSet;
  /** Where the set was unpacked. */
  readonly folder: string;
  /** The index to write, a .csv file; masks go into a folder beside it. */
  readonly out: string;
  /** Divides the patients anew; where absent the set's own splits count, or train=0.8,val=0.2. */
  readonly split?: SplitShares;
  /** Of a new division; 1 when absent. */
  readonly seed?: number;
  /** Called after each image. */
  readonly onProgress?: (images: number) => void;
  readonly signal?: AbortSignal;
}

export interface ImportResult {
  readonly rows: readonly IndexRow[];
  /** Images that the set calls neither healthy nor abnormal. */
  readonly uncertain: number;
  /** Images that the set names and the folder does not hold. */
  readonly missing: number;
}

/**
 * Makes an index of a published set: label "normal" or "abnormal", patients, splits, masks, and what else the set tells.
 *
 * @throws DataError when the set is of another form, none of its images is there, or a patient is in two splits; the
 *   signal's reason when aborted
 */
export async function importSet(options: ImportOptions): Promise<ImportResult> {
  const { from, folder, out, seed = 1, onProgress, signal } = options;
  const outFolder = dirname(resolve(out));
  const masks = `${basename(out, extname(out))}-masks`;
  const relativePath = (file: string) => `./${relative(outFolder, file).split(sep).join("/")}`;
  const rows: IndexRow[] = [];
  let uncertain = 0;
  let missing = 0;
  for await (const image of publishedSets[from](folder, signal)) {
    signal?.throwIfAborted();
    const file = await firstThere(image.files);
    if (image.label === undefined) uncertain++;
    else if (file === undefined) missing++;
    else {
      const { patient, split, label, mask: pixels, facts } = image;
      let mask = "";
      if (pixels) {
        mask = `./${masks}/${basename(file, extname(file))}.png`;
        await writeMask(join(outFolder, mask), pixels);
      }
      const columns = { file: relativePath(file), patient, split, label, mask, ...facts };
      rows.push(indexRow(columns, outFolder, out));
    }
    onProgress?.(rows.length + uncertain + missing);
  }
  if (rows.length === 0) {
    throw new DataError(`None of the images that the set names is in ${folder}; unpack the images there.`, {
      details: { missing },
    });
  }
  const isDivided = rows.every(({ split }) => split !== "");
  const split = options.split ?? (isDivided ? undefined : { train: 0.8, val: 0.2 });
  const divided = split === undefined ? rows : splitByPatient(rows, split, seed);
  checkLeak(divided);
  await writeWhole(out, toCsv(divided));
  return { rows: divided, uncertain, missing };
}

async function firstThere(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

async function writeMask(path: string, { pixels, rows, columns }: Mask): Promise<void> {
  const data = pixels.map((marked) => 255 * marked);
  await writeWhole(path, encode({ width: columns, height: rows, data, channels: 1 }));
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.tmp`, content);
  await rename(`${path}.tmp`, path);
}

function toCsv(rows: readonly IndexRow[]): string {
  const names = Object.keys(rows[0]!.columns);
  const lines = rows.map(({ columns }) => names.map((name) => cell(columns[name] ?? "")).join(","));
  return `${[names.join(","), ...lines].join("\n")}\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
