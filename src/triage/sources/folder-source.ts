import { open, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { isDicom } from "../../dataset/dicom/parse-file.ts";
import { filesInside } from "../../dataset/files-inside.ts";
import { DataError, ResiduaError } from "../../errors/index.ts";
import type { DicomDataset } from "../../report/dataset.ts";
import { readDicomFile } from "../../report/dicom-file.ts";
import { describeInstance, describeSeries } from "./describe-series.ts";
import type { FoundInstance, FoundSeries, InstanceAddress, Source } from "./source.ts";

/** Mostly holds all that comes before the pixel data. */
const firstBytes = 2 ** 17;

interface Seen {
  /** Size and time: a file that has changed is read again. */
  readonly stamp: string;
  readonly series: string | undefined;
}

/** DICOM files in a folder and below. Files that are still being written are read once they no longer change. */
export function folderSource(path: string): Source {
  const folder = resolve(path);
  const seen = new Map<string, Seen>();
  const pending = new Map<string, string>();
  const known = new Map<
    string,
    { found: Omit<FoundSeries, "instances">; instances: Map<string, FoundInstance> }
  >();
  let first = true;

  return {
    id: `folder:${folder}`,
    async *poll(signal) {
      const changed = new Set<string>();
      const files = await filesInside(folder).catch((cause: unknown) => {
        throw new DataError(`The folder ${folder} cannot be read; check the path and its permissions.`, {
          cause,
        });
      });
      for (const file of files) {
        signal.throwIfAborted();
        const facts = await stat(file).catch(() => undefined);
        if (!facts) continue;
        const stamp = `${facts.size}/${facts.mtimeMs}`;
        if (seen.get(file)?.stamp === stamp) continue;
        // At the start what is there is taken to be whole, unless it was written just now.
        const settled = pending.get(file) === stamp || (first && Date.now() - facts.mtimeMs > 5000);
        if (!settled) {
          pending.set(file, stamp);
          continue;
        }
        pending.delete(file);
        const dataset = await readHead(file);
        const found = dataset && describeSeries(dataset);
        const instance = dataset && describeInstance(dataset, relative(folder, file));
        seen.set(file, { stamp, series: found?.uid });
        if (!found || !instance) continue;
        const series = known.get(found.uid) ?? { found, instances: new Map<string, FoundInstance>() };
        series.instances.set(instance.uid, instance);
        known.set(found.uid, series);
        changed.add(found.uid);
      }
      first = false;
      for (const uid of changed) {
        const { found, instances } = known.get(uid)!;
        yield { ...found, instances: [...instances.values()].sort((a, b) => a.number - b.number) };
      }
    },
    async fetch({ locator }: InstanceAddress) {
      const file = join(folder, locator);
      const inside = relative(folder, file);
      if (inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
        throw new DataError("A file of the worklist lies outside of the folder; queue the folder again.");
      }
      return readFile(file).catch((cause: unknown) => {
        throw new DataError(
          "A file of the worklist is gone or cannot be read; put it back, or remove the study.",
          {
            cause,
          },
        );
      });
    },
  };
}

/** A file's attributes; `undefined` for what is no image in DICOM. */
async function readHead(file: string): Promise<DicomDataset | undefined> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    for (const length of size > firstBytes ? [firstBytes, size] : [size]) {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, 0);
      if (!isDicom(bytes)) return undefined;
      try {
        const dataset = readDicomFile(bytes.subarray(0, bytesRead), { withoutPixels: true });
        return Number(dataset.Rows) > 0 ? dataset : undefined;
      } catch (error) {
        if (!(error instanceof ResiduaError)) throw error;
      }
    }
    return undefined;
  } finally {
    await handle.close();
  }
}
