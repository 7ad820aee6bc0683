import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIndex } from "../../../src/dataset/index-csv.ts";
import { checkLeak, classBalance, parseSplit, splitByPatient } from "../../../src/dataset/split.ts";
import { DataError } from "../../../src/errors/index.ts";

/** Three images of each patient; every fourth patient has an abnormal one. */
function rowsOf(patients: number) {
  const lines = Array.from({ length: 3 * patients }, (_, i) => {
    const patient = Math.floor(i / 3);
    return `${i}.png,p${patient},${patient % 4 === 0 && i % 3 === 0 ? "tumor" : "normal"}`;
  });
  return parseIndex(`file,patient,label\n${lines.join("\n")}\n`, "/data/index.csv");
}
const shares = { train: 0.8, val: 0.2 };
const splitsOf = (rows: ReturnType<typeof rowsOf>) =>
  Object.fromEntries(rows.map(({ file, split }) => [file, split]));

describe("parseSplit", () => {
  it("reads shares by name", () => {
    expect(parseSplit("train=0.8, val=.2")).toEqual(shares);
    expect(parseSplit("all=1")).toEqual({ all: 1 });
  });

  it("refuses what is not shares, or does not make 1", () => {
    for (const text of ["", "train", "train=x", "train=0.5,train=0.5", "train=0.8,val=0.3", "a=-1,b=2"]) {
      expect(() => parseSplit(text), text).toThrow(DataError);
    }
  });
});

describe("splitByPatient", () => {
  it("never parts a patient, keeps the shares, and puts both kinds of patients into each split", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 200 }), fc.nat(), (patients, seed) => {
        const rows = splitByPatient(rowsOf(patients), shares, seed);
        checkLeak(rows);
        const balance = classBalance(rows);
        expect(balance.map(({ split, label }) => `${split} ${label}`)).toEqual([
          "train normal",
          "train tumor",
          "val normal",
          "val tumor",
        ]);
        expect(Math.abs(balance[0]!.patients - 0.8 * patients)).toBeLessThan(2);
        expect(rows.every(({ split, columns }) => columns.split === split)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("depends on the seed, not on the order of the rows", () => {
    const rows = rowsOf(40);
    const first = splitsOf(splitByPatient(rows, shares, 1));
    expect(splitsOf(splitByPatient(rows.toReversed(), shares, 1))).toEqual(first);
    expect(splitsOf(splitByPatient(rows, shares, 2))).not.toEqual(first);
  });

  it("leaves no split empty while there are patients for it", () => {
    expect(
      classBalance(
        splitByPatient(
          rowsOf(2).filter((r) => r.label === "normal"),
          shares,
          1,
        ),
      ),
    ).toHaveLength(2);
    expect(() => splitByPatient(rowsOf(1), shares, 1)).toThrow("images of 1 patients, too few");
    expect(classBalance(splitByPatient(rowsOf(1), { all: 1, none: 0 }, 1))[0]!.split).toBe("all");
  });
});

describe("classBalance and checkLeak", () => {
  const rows = parseIndex(
    "file,patient,split,label\na,p,train,normal\nb,p,val,normal\nc,q,val,tumor\n",
    "i.csv",
  );

  it("counts images and patients", () => {
    expect(classBalance(rows)).toEqual([
      { split: "train", label: "normal", images: 1, patients: 1 },
      { split: "val", label: "normal", images: 1, patients: 1 },
      { split: "val", label: "tumor", images: 1, patients: 1 },
    ]);
  });

  it("names a patient in two splits", () => {
    expect(() => checkLeak(rows)).toThrow(DataError);
    expect(() => checkLeak(rows)).toThrow("p (train, val)");
    expect(() => checkLeak(rows.slice(1))).not.toThrow();
  });
});
