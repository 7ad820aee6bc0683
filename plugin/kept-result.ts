import type { EngineResult } from "../src/inference/engine.ts";
import { type MapName, mapNames } from "../src/scoring/maps.ts";

export interface KeepOptions {
  /** Room for the result's maps. */
  readonly bytes: number;
  /** Maps on the screen, which are kept in any case. */
  readonly shown?: readonly MapName[];
}

/**
 * A result with as many of its maps as there is room for: the anomaly map, which outlines are made of, and those on the
 * screen always; then what a probe reads, the residual and the reconstruction; then the others.
 */
export function keptResult(result: EngineResult, { bytes, shown = [] }: KeepOptions): EngineResult {
  const { maps, reconstruction, ...rest } = result;
  const size = 4 * result.height * result.width;
  const always = new Set<MapName>(["anomaly", ...shown]);
  const kept: Partial<Record<MapName, Float32Array>> = {};
  let room = bytes;
  const keep = (name: MapName) => {
    const values = maps[name];
    if (!values || kept[name] || (!always.has(name) && room < size)) return;
    kept[name] = values;
    room -= size;
  };
  for (const name of always) keep(name);
  keep("residual");
  const reconstructed = reconstruction && room >= size;
  if (reconstructed) room -= size;
  for (const name of mapNames) keep(name);
  return { ...rest, maps: kept, ...(reconstructed ? { reconstruction } : {}) };
}

/** Bytes of a result's maps and reconstruction. */
export function keptBytes({ maps, reconstruction }: EngineResult): number {
  const arrays = [...Object.values(maps), reconstruction].filter((array) => array !== undefined);
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
