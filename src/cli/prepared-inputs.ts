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

export type { PreparedInputs } from "./prepare-file.ts";

export interface PrepareControl {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Of the code that prepares, set when the command line is built: code never meets another's images. */
const codeVersion: string | undefined = import.meta.env?.RESIDUA_PREPARATION;

/**
 * Reads and prepares images, or takes them from a folder where an earlier run left them. A file's name in it comes
 * from the steps and from the image's bytes.
 *
 * @param cache the folder
 * @throws DataError when more than 5 % of the files cannot be read
 */
export async function prepareRows(
  rows: readonly IndexRow[],
  settings: PrepareSettings,
  cache: string,
  { signal, onProgress }: PrepareControl,
): Promise<PreparedInputs> {
  const { preprocessing, input: size } = settings;
  const steps = hash(JSON.stringify([codeVersion, preprocessing, size]));
  const folder = codeVersion && join(cache, "prepared", steps);
  const inputs: PreparedInput[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const broken: BrokenFile[] = [];
  const groups = groupByFile(rows);
  let done = 0;
  for (const group of groups) {
    await breathe();
    signal.throwIfAborted();
    try {
      const prepared = await prepareFile(group, settings, folder, signal);
      for (const input of prepared.inputs) inputs.push(input);
      skipped.push(...prepared.skipped);
    } catch (error) {
      broken.push({ file: group[0]!.file, reason: reasonOf(error, signal) });
      checkBroken(broken, groups.length);
    }
    done += group.length;
    onProgress(done);
  }
  return { inputs, skipped: [...skipped, ...broken] };
}
