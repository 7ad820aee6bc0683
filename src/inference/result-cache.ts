import type { EngineResult } from "./engine.ts";

/** Keeps the results used last, up to a number of bytes. */
export interface ResultCache {
  readonly bytes: number;
  get(key: string): EngineResult | undefined;
  set(key: string, result: EngineResult): void;
  clear(): void;
}

/** Text, scores and applicability of one result, roughly. */
const plainBytes = 1024;
const regionBytes = 256;

/** Memory that a result holds, in bytes: its arrays exactly, the rest estimated. */
export function resultBytes(result: EngineResult): number {
  let bytes = plainBytes + regionBytes * result.regions.length + result.klPerDimension.byteLength;
  for (const map of Object.values(result.maps)) bytes += map.byteLength;
  return bytes + (result.reconstruction?.byteLength ?? 0);
}

/** @param maximumBytes the results kept never take more than this; a larger result is not kept at all. */
export function createResultCache(maximumBytes: number): ResultCache {
  // A Map keeps the order of insertion: the first key is the one not used for longest.
  const entries = new Map<string, { readonly result: EngineResult; readonly bytes: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  return {
    get bytes() {
      return total;
    },
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.result;
    },
    set(key, result) {
      drop(key);
      const bytes = resultBytes(result);
      if (bytes > maximumBytes) return;
      entries.set(key, { result, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= maximumBytes) break;
        drop(oldest);
      }
    },
    clear() {
      entries.clear();
      total = 0;
    },
  };
}
