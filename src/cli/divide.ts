import { type IndexRow, normalLabel } from "../dataset/index-csv.ts";
import { isOnePatient, splitByBlock, splitByPatient, withSplit } from "../dataset/split.ts";
import { minimumCalibrationImages } from "../scoring/calibrate.ts";

/** Share of the healthy patients that is held out. */
const heldOut = 0.2;
/** More is held out of few images, so that calibration has enough, and some to spare for images of air. */
const wanted = 1.25 * minimumCalibrationImages;
/** Always the same, so that training and evaluation agree on who is in which split. */
const seed = 1;

export interface Divided {
  readonly rows: IndexRow[];
  /** All healthy images are of one patient, so that neighbouring images were divided in place of patients. */
  readonly withinPatient: boolean;
}

/**
 * Divides images that nobody has divided: healthy patients into `train` and `val`, all others into `val`. What a
 * folder calls "test" stays that.
 */
export function divide(rows: readonly IndexRow[]): Divided {
  const test = rows.filter(({ split }) => split === "test");
  const rest = rows.filter(({ split }) => split !== "test");
  const abnormal = new Set(rest.filter(({ label }) => label !== normalLabel).map(({ patient }) => patient));
  const healthy = rest.filter(({ patient }) => !abnormal.has(patient));
  const others = rest.filter(({ patient }) => abnormal.has(patient)).map((row) => withSplit(row, "val"));
  const val = Math.min(0.5, Math.max(heldOut, wanted / healthy.length));
  const shares = { train: 1 - val, val };
  const withinPatient = healthy.length > 1 && isOnePatient(healthy);
  const divided =
    healthy.length < 2
      ? healthy.map((row) => withSplit(row, "val"))
      : withinPatient
        ? splitByBlock(healthy, shares, seed)
        : splitByPatient(healthy, shares, seed);
  return { rows: [...divided, ...others, ...test], withinPatient };
}
