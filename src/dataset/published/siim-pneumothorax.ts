import { basename, extname, join } from "node:path";
import { DataError } from "../../errors/index.ts";
import { readDicomFacts } from "../dicom/file-facts.ts";
import { filesInside } from "../files-inside.ts";
import type { Mask } from "../read-mask.ts";
import type { PublishedReader } from "./published-image.ts";
import { findTables, readTable } from "./read-table.ts";
import { markRuns } from "./run-length.ts";

/** Masks of images in another form than DICOM, which does not name a size: that of the published images. */
const publishedSide = 1024;

/**
 * SIIM-ACR Pneumothorax Segmentation (2019): train-rle.csv or stage_2_train.csv, with the images (DICOM, or PNG of the
 * same size) anywhere below by their ImageId. One row for each mask; "-1" where there is none. The set has no splits.
 */
export const readSiimPneumothorax: PublishedReader = async function* (folder, signal) {
  const tables = await findTables(folder, /^(train-rle|stage_2_train)\.csv$/, "train-rle.csv of SIIM-ACR");
  // The second stage, whose name sorts first, has more images.
  const runs = new Map<string, string[]>();
  for await (const row of readTable(join(folder, tables[0]!), ["ImageId", "EncodedPixels"], signal)) {
    const { ImageId = "", EncodedPixels = "" } = row;
    const known = runs.get(ImageId) ?? [];
    if (EncodedPixels === "") throw new DataError(`The mask of ${ImageId} is empty in ${tables[0]}.`);
    if (EncodedPixels !== "-1") known.push(EncodedPixels);
    runs.set(ImageId, known);
  }
  const files = new Map<string, string>();
  for (const file of await filesInside(folder)) {
    const suffix = extname(file).toLowerCase();
    if (suffix === ".dcm" || suffix === ".png") files.set(basename(file, extname(file)), file);
  }
  for (const [id, masks] of runs) {
    signal?.throwIfAborted();
    const file = files.get(id);
    const found = file?.toLowerCase().endsWith(".dcm")
      ? await readDicomFacts(file).catch(() => undefined)
      : undefined;
    const { patient = id, rows = publishedSide, columns = publishedSide } = found ?? {};
    const mask = masks.length === 0 || file === undefined ? undefined : maskOf(masks, rows, columns);
    yield {
      files: file === undefined ? [] : [file],
      patient,
      split: "",
      label: masks.length === 0 ? "normal" : "abnormal",
      ...(mask && { mask }),
      facts: {},
    };
  }
};

function maskOf(masks: readonly string[], rows: number, columns: number): Mask {
  const pixels = new Uint8Array(rows * columns);
  for (const text of masks) markRuns(text, pixels, rows, columns);
  return { pixels, rows, columns };
}
