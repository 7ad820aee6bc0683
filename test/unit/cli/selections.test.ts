import { describe, expect, it } from "vitest";
import { requireCalibrationImages, selectAll } from "../../../src/cli/selections.ts";
import { parseIndex } from "../../../src/dataset/index-csv.ts";
import { DataError } from "../../../src/errors/index.ts";
import type { Preset } from "../../../src/training/preset.ts";

type Data = Preset["data"];
const byName: Data = {
  train: "split=train,label=normal",
  calibrate: "split=val,label=normal",
  evaluate: "split=val",
};

/** What of a preset selecting looks at. */
function preset(data: Partial<Data> = {}, patience?: number): Preset {
  return { data: { ...byName, ...data }, optimization: { patience, seed: 1 } } as unknown as Preset;
}

/** Two images of each of 40 patients: 0-19 train, 20-29 val, 30-39 test; p28 and p29 are abnormal. */
const rows = parseIndex(
  `file,patient,split,label\n${Array.from({ length: 80 }, (_, i) => {
    const patient = Math.floor(i / 2);
    const split = patient < 20 ? "train" : patient < 30 ? "val" : "test";
    return `${i}.png,p${patient},${split},${patient === 28 || patient === 29 ? "tumor" : "normal"}`;
  }).join("\n")}\n`,
  "/data/index.csv",
);
const patientsOf = (some: readonly { patient: string }[] = []) => new Set(some.map(({ patient }) => patient));

describe("selectAll", () => {
  it("selects by the preset's expressions, and judges no epoch unless asked", () => {
    const { train, validate, calibrate, evaluate } = selectAll(rows, preset());
    expect([train.length, calibrate.length, evaluate.length]).toEqual([40, 16, 20]);
    expect(validate).toBeUndefined();
  });

  it("holds a tenth of the training patients out for a run with patience, the same ones each time", () => {
    const { train, validate } = selectAll(rows, preset({}, 3));
    expect(patientsOf(validate).size).toBe(2);
    expect(patientsOf(train).size).toBe(18);
    expect(patientsOf([...(validate ?? []), ...train]).size).toBe(20);
    expect(selectAll(rows, preset({}, 3)).validate).toEqual(validate);
  });

  it("takes the rows that the preset names instead, of patients that calibration does not use", () => {
    const { train, validate } = selectAll(rows, preset({ validate: "split=test" }, 3));
    expect([train.length, validate?.length]).toEqual([40, 20]);
    const shared = { validate: "split=val,label=normal" };
    expect(() => selectAll(rows, preset(shared))).toThrow(DataError);
    expect(() => selectAll(rows, preset(shared))).toThrow(
      'The preset\'s "data.validate" and "data.calibrate" select images of the same patients, as p20',
    );
    expect(selectAll(rows, preset({ ...shared, calibrateOnValidated: true })).validate).toHaveLength(16);
  });

  it("refuses before training what would mean nothing after it", () => {
    const cases: [data: Partial<Data>, sentence: string][] = [
      [{ train: "split=training" }, 'No image is left by "split=training"'],
      [{ calibrate: "split=train" }, '"data.train" and "data.calibrate" select images of the same patients'],
      [{ evaluate: "" }, '"data.train" and "data.evaluate" select images of the same patients'],
      [{ validate: "split!=val" }, '"data.train" and "data.validate" select images of the same patients'],
      [{ evaluate: "label=tumor" }, 'evaluates where "label=tumor", and no image there is healthy'],
      [{ calibrate: "age>3" }, 'no column "age"'],
    ];
    for (const [data, sentence] of cases) {
      expect(() => selectAll(rows, preset(data)), sentence).toThrow(DataError);
      expect(() => selectAll(rows, preset(data)), sentence).toThrow(sentence);
    }
  });

  it("divides the slices of a volume where there is one patient, and never uses one for both", () => {
    const slices = rows
      .slice(0, 60)
      .map((row, i) => ({ ...row, patient: "one", file: "/data/one.nii", frame: i + 1 }));
    const { train, validate, calibrate } = selectAll(slices, preset({ evaluate: byName.calibrate }, 3));
    const frames = [...train, ...(validate ?? []), ...calibrate].map(({ frame }) => frame);
    expect(new Set(frames).size).toBe(frames.length);
    expect(validate).toHaveLength(4);
    expect(() => selectAll(slices, preset({ calibrate: "label=normal" }))).toThrow(
      "the same patients, as one",
    );
  });
});

describe("requireCalibrationImages", () => {
  it("says how many there are, where, and what to do", () => {
    expect(() => requireCalibrationImages(20, preset())).not.toThrow();
    expect(() => requireCalibrationImages(19, preset())).toThrow(
      'at least 20 healthy images of patients that are not trained on; only 19 can be used where "split=val,label=normal". Add healthy images',
    );
    expect(() => requireCalibrationImages(0, preset())).toThrow("none can be used");
  });
});
