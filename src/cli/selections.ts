import { type IndexRow, normalLabel } from "../dataset/index-csv.ts";
import { isOnePatient } from "../dataset/split.ts";
import { DataError } from "../errors/index.ts";
import { minimumCalibrationImages } from "../scoring/calibrate.ts";
import type { Preset } from "../training/preset.ts";
import { selectRows } from "./data-set.ts";
import { holdOut } from "./hold-out.ts";

/** Which rows of a data set are for what. */
export interface Selections {
  readonly train: readonly IndexRow[];
  /** `undefined` when no epoch is judged. */
  readonly validate: readonly IndexRow[] | undefined;
  readonly calibrate: readonly IndexRow[];
  readonly evaluate: readonly IndexRow[];
}

/**
 * Selects the rows as the preset says, and refuses at once what would otherwise fail after hours of training.
 *
 * @throws DataError when a selection is empty, when what is measured would be measured on training patients, or when
 *   no healthy image is left to evaluate on
 */
export function selectAll(rows: readonly IndexRow[], preset: Preset): Selections {
  const { data } = preset;
  const own = data.validate === undefined ? undefined : selectRows(rows, data.validate);
  const selected = selectRows(rows, data.train);
  const { training: train, validation } = own
    ? { training: selected, validation: own }
    : holdOut(selected, preset);
  const calibrate = selectRows(rows, data.calibrate);
  const evaluate = selectRows(rows, data.evaluate);
  // Then the data set was divided within the patient: see divide.
  const sameRows = isOnePatient(rows.filter(({ label }) => label === normalLabel));
  requireApart(train, calibrate, ["data.train", "data.calibrate"], sameRows);
  requireApart(train, evaluate, ["data.train", "data.evaluate"], sameRows);
  if (own) {
    requireApart(train, own, ["data.train", "data.validate"], sameRows);
    if (data.calibrateOnValidated !== true)
      requireApart(own, calibrate, ["data.validate", "data.calibrate"], sameRows);
  }
  if (evaluate.every(({ label }) => label !== normalLabel)) {
    throw new DataError(
      `The preset evaluates where "${data.evaluate}", and no image there is healthy; add healthy images of patients that are not trained on.`,
    );
  }
  return { train, validate: validation, calibrate, evaluate };
}

/** @param sameRows only whether images are in both counts: there is no other patient */
function requireApart(
  some: readonly IndexRow[],
  others: readonly IndexRow[],
  [first, second]: readonly [string, string],
  sameRows: boolean,
): void {
  const keyOf = ({ file, frame, patient }: IndexRow) => (sameRows ? `${file}\n${frame ?? ""}` : patient);
  const keys = new Set(some.map(keyOf));
  const shared = others.find((row) => keys.has(keyOf(row)));
  if (shared === undefined) return;
  throw new DataError(
    `The preset's "${first}" and "${second}" select images of the same patients, as ${shared.patient}; write conditions that keep patients apart, as split=train and split=val.`,
  );
}

/**
 * @param images that can be used, of the rows that the preset calibrates on
 * @throws DataError when they are too few
 */
export function requireCalibrationImages(images: number, { data }: Preset): void {
  if (images >= minimumCalibrationImages) return;
  throw new DataError(
    `Calibration needs at least ${minimumCalibrationImages} healthy images of patients that are not trained on; ${images === 0 ? "none" : `only ${images}`} can be used where "${data.calibrate}". Add healthy images, or give more of them to that split in an index.csv.`,
    { details: { images, minimum: minimumCalibrationImages } },
  );
}
