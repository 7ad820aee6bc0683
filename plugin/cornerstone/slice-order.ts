import type { MapName } from "../../src/scoring/maps.ts";

/** What one viewport asks of its volume's scoring. */
export interface Demand {
  readonly map: MapName;
  /** Every slice; else the one that it looks at alone. */
  readonly all: boolean;
  /** Where it looks: this slice comes before all others. */
  readonly slice: number;
}

export interface SliceOrderOptions {
  readonly demands: readonly Demand[];
  /** Where the user looked last. */
  readonly focus: number;
  /** Slices of the volume. */
  readonly total: number;
  /** Whether a slice still has to be scored. */
  readonly lacking: (slice: number) => boolean;
}

/** The slice that is scored next: one on the screen, else the nearest to the focus; undefined where none is wanted. */
export function nextSlice({ demands, focus, total, lacking }: SliceOrderOptions): number | undefined {
  const distance = (slice: number) => Math.abs(slice - focus);
  const looked = demands.map(({ slice }) => slice).sort((a, b) => distance(a) - distance(b));
  const onScreen = looked.find(lacking);
  if (onScreen !== undefined || demands.every(({ all }) => !all)) return onScreen;
  let next: number | undefined;
  for (let slice = 0; slice < total; slice++) {
    if (next !== undefined && distance(slice) >= distance(next)) continue;
    if (lacking(slice)) next = slice;
  }
  return next;
}
