import { splitByPatient } from "../dataset/split.ts";
import type { Preset } from "../training/preset.ts";
import type { PreparedInput } from "./prepare-file.ts";

/** Share of the patients that a run with patience does not train on. */
const heldOut = 0.1;

export interface HeldOut {
  readonly training: readonly PreparedInput[];
  /** Of other patients; `undefined` when the preset does not stop early. */
  readonly validation: readonly PreparedInput[] | undefined;
}

/**
 * Keeps the images of some of the patients back, to judge each epoch by; the preset's seed chooses them.
 *
 * @throws DataError when there is one patient only
 */
export function holdOut(inputs: readonly PreparedInput[], { optimization }: Preset): HeldOut {
  if (optimization.patience === undefined) return { training: inputs, validation: undefined };
  const rows = splitByPatient(
    inputs.map(({ row }) => row),
    { train: 1 - heldOut, validation: heldOut },
    optimization.seed,
  );
  const of = (split: string) => inputs.filter((_, index) => rows[index]?.split === split);
  return { training: of("train"), validation: of("validation") };
}
