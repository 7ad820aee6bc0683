import { join } from "node:path";
import type { IndexRow } from "../dataset/index-csv.ts";
import { type BrokenFile, checkBroken, groupByFile, reasonOf } from "../dataset/read-frames.ts";
import { breathe } from "./interrupt.ts";
import {
  hash,
  type PreparedInput,
  type PreparedInputs,
  type PrepareSettings,
  prepareFile,
} from "./prepare-file.ts";
import { openCache } from "./prepared-cache.ts";

export type { PreparedInputs } from "./prepare-file.ts";

export interface PrepareControl {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Of the code that prepares, set when the command line is built: code never meets another's images. */
const codeVersion: string | undefined = import.meta.env?.RESIDUA_PREPARATION;

/**
 * Reads and prepares images one after the other, or takes them from a folder where an earlier run left them. A file's
 * name in it comes from the steps and from the image's bytes.
 *
 * @param cache the folder
 * @param onSkipped called for each image that could not be read or shows nothing
 * @throws DataError when more than 5 % of the files cannot be read
 */
export async function* prepareEach(
  rows: readonly IndexRow[],
  settings: PrepareSettings,
  cache: string,
  { signal, onProgress, onSkipped }: PrepareControl & { readonly onSkipped?: (skipped: BrokenFile) => void },
): AsyncGenerator<PreparedInput, undefined> {
  const { preprocessing, input: size } = settings;
  const steps = hash(JSON.stringify([codeVersion, preprocessing, size]));
  const folder = codeVersion && (await openCache(join(cache, "prepared"), steps));
  const broken: BrokenFile[] = [];
  const groups = groupByFile(rows);
  let done = 0;
  for (const group of groups) {
    await breathe();
    signal.throwIfAborted();
    try {
      const { inputs, skipped } = await prepareFile(group, settings, folder, signal);
      for (const each of skipped) onSkipped?.(each);
      yield* inputs;
    } catch (error) {
      const entry = { file: group[0]!.file, reason: reasonOf(error, signal) };
      broken.push(entry);
      onSkipped?.(entry);
      checkBroken(broken, groups.length);
    }
    done += group.length;
    onProgress(done);
  }
}

/** As `prepareEach`, all at once. */
export async function prepareRows(
  rows: readonly IndexRow[],
  settings: PrepareSettings,
  cache: string,
  control: PrepareControl,
): Promise<PreparedInputs> {
  const inputs: PreparedInput[] = [];
  const skipped: BrokenFile[] = [];
  const onSkipped = (each: BrokenFile) => skipped.push(each);
  for await (const input of prepareEach(rows, settings, cache, { ...control, onSkipped })) inputs.push(input);
  return { inputs, skipped };
}
