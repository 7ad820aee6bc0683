import { access } from "node:fs/promises";
import { join } from "node:path";
import { type IndexRow, readIndex } from "../dataset/index-csv.ts";
import { listImages } from "../dataset/list-images.ts";
import { readFrames } from "../dataset/read-frames.ts";
import type { ForeignGroup } from "../evaluation/foreign/measure-foreign.ts";
import { makeVariant, variantNames } from "../evaluation/foreign/variants.ts";
import type { Frame } from "../imaging/frame.ts";
import { spread } from "../scoring/reference-fitter.ts";
import { displayPath } from "./command-text.ts";
import { breathe } from "./interrupt.ts";

/** Of each set and each variant; more change the shares hardly. */
const mostForeign = 60;
const mostVariants = 40;

export interface ForeignImages {
  readonly groups: readonly ForeignGroup[];
  /** At most, of all groups. */
  readonly count: number;
}

/**
 * Images that a model is not for: those of other sets, and its own turned, inverted and cropped.
 *
 * @param paths of indexes and folders
 * @param own healthy rows of the model's own data
 * @throws DataError when a path cannot be read or holds no images
 */
export async function foreignImages(
  paths: readonly string[],
  own: readonly IndexRow[],
  signal: AbortSignal,
): Promise<ForeignImages> {
  const groups: ForeignGroup[] = [];
  let count = 0;
  for (const path of paths) {
    const rows = spread(await rowsOf(path, signal), mostForeign);
    groups.push({ name: displayPath(path), images: framesOf(rows, signal) });
    count += rows.length;
  }
  const originals = spread(own, mostVariants);
  for (const variant of variantNames) {
    const images = framesOf(originals, signal, (frame) => makeVariant(frame, variant));
    groups.push({ name: `its own, ${variant}`, images });
    count += originals.length;
  }
  return { groups, count };
}

async function rowsOf(path: string, signal: AbortSignal): Promise<readonly IndexRow[]> {
  if (path.endsWith(".csv")) return readIndex(path);
  const index = join(path, "index.csv");
  const isIndexed = await access(index).then(
    () => true,
    () => false,
  );
  return isIndexed ? readIndex(index) : (await listImages(path, { signal })).rows;
}

/** What cannot be read is no image that a reader could be shown a result of, and left out. */
async function* framesOf(
  rows: readonly IndexRow[],
  signal: AbortSignal,
  change: (frame: Frame) => Frame = (frame) => frame,
): AsyncGenerator<Frame> {
  for await (const { frame } of readFrames(rows, { signal, tolerance: 1 })) {
    await breathe();
    signal.throwIfAborted();
    yield change(frame);
  }
}
