import type { IndexRow } from "../dataset/index-csv.ts";
import { isOnePatient, splitByBlock, splitByPatient } from "../dataset/split.ts";
import type { Preset } from "../training/preset.ts";

/** Share of the patients that a run with patience does not train on, where the preset does not name them. */
const share = 0.1;

export interface HeldOut {
  readonly training: readonly IndexRow[];
  /** Of other patients; `undefined` when the preset does not stop early. */
  readonly validation: readonly IndexRow[] | undefined;
}

/**
 * Keeps the images of some of the training patients back, to judge each epoch by; the preset's seed chooses them.
 *
 * @throws DataError when there are too few images
 */
export function holdOut(rows: readonly IndexRow[], { optimization }: Preset): HeldOut {
  if (optimization.patience === undefined) return { training: rows, validation: undefined };
  const shares = { train: 1 - share, validation: share };
  const divide = isOnePatient(rows) ? splitByBlock : splitByPatient;
  const split = divide(rows, shares, optimization.seed).map((row) => row.split);
  const of = (name: string) => rows.filter((_, index) => split[index] === name);
  return { training: of("train"), validation: of("validation") };
}
