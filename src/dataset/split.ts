import { createHash } from "node:crypto";
import { DataError } from "../errors/index.ts";
import { checkPatientCount, dividePatients, type SplitShares } from "./divide-patients.ts";
import { type IndexRow, normalLabel } from "./index-csv.ts";

export type { SplitShares } from "./divide-patients.ts";

const part = /^([A-Za-z][A-Za-z0-9_-]*)\s*=\s*(\d*\.?\d+)$/;

/** Reads shares as `train=0.8,val=0.2`. @throws DataError when they do not follow this grammar or do not make 1 */
export function parseSplit(text: string): SplitShares {
  const shares = new Map<string, number>();
  for (const item of text.split(",").map((each) => each.trim())) {
    const match = part.exec(item);
    if (!match || shares.has(match[1]!)) {
      throw new DataError(
        `"${item}" is not a share; write shares like "train=0.8,val=0.2", each split once.`,
      );
    }
    shares.set(match[1]!, Number(match[2]));
  }
  const sum = [...shares.values()].reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-6) throw new DataError(`The shares of "${text}" make ${sum}; they must make 1.`);
  return Object.fromEntries(shares);
}

/**
 * Gives each patient's images to one split. Patients with and without an abnormal image are divided separately, so
 * that both are found in each split where there are enough of them. The same patients, shares and seed give the same
 * splits, whatever the order of the rows.
 *
 * @throws DataError when there are fewer patients than splits that want some
 */
export function splitByPatient(rows: readonly IndexRow[], shares: SplitShares, seed: number): IndexRow[] {
  const isAbnormal = new Map<string, boolean>();
  for (const { patient, label } of rows) {
    isAbnormal.set(patient, isAbnormal.get(patient) === true || label !== normalLabel);
  }
  checkPatientCount(isAbnormal.size, shares);
  const splits = new Map<string, string>();
  for (const abnormal of [false, true]) {
    const patients = [...isAbnormal.keys()].filter((patient) => isAbnormal.get(patient) === abnormal);
    const shuffled = patients
      .map((patient) => ({ patient, key: sortKey(patient, seed) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const divided = dividePatients(
      shuffled.map(({ patient }) => patient),
      shares,
    );
    for (const [patient, split] of divided) splits.set(patient, split);
  }
  return rows.map((row) => withSplit(row, splits.get(row.patient)!));
}

/** Blocks that neighbouring images are divided in, so that few of them have neighbours in the other split. */
const blocks = 20;

/**
 * As `splitByPatient`, for images of a single patient: gives parts of their order, such as neighbouring slices of a
 * volume, to the splits. What is measured on such splits says nothing about other patients.
 *
 * @throws DataError when there are fewer images than splits that want some
 */
export function splitByBlock(rows: readonly IndexRow[], shares: SplitShares, seed: number): IndexRow[] {
  const blockOf = (i: number) => Math.floor((i * Math.min(blocks, rows.length)) / rows.length);
  const named = rows.map((row, i) => ({ ...row, patient: `${blockOf(i)}`, label: normalLabel }));
  return splitByPatient(named, shares, seed).map(({ split }, i) => withSplit(rows[i]!, split));
}

export function isOnePatient(rows: readonly IndexRow[]): boolean {
  return rows.every(({ patient }) => patient === rows[0]!.patient);
}

export function withSplit(row: IndexRow, split: string): IndexRow {
  return { ...row, split, columns: { ...row.columns, split } };
}

function sortKey(patient: string, seed: number): string {
  return createHash("sha256").update(`${seed}\n${patient}`).digest("hex");
}

export interface SplitSummary {
  readonly split: string;
  readonly label: string;
  readonly images: number;
  readonly patients: number;
}

/** How many images and patients there are of each label in each split, sorted by both names. */
export function classBalance(rows: readonly IndexRow[]): SplitSummary[] {
  const groups = new Map<string, { split: string; label: string; images: number; patients: Set<string> }>();
  for (const { split, label, patient } of rows) {
    const key = JSON.stringify([split, label]);
    const group = groups.get(key) ?? { split, label, images: 0, patients: new Set<string>() };
    group.images++;
    group.patients.add(patient);
    groups.set(key, group);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({ ...group, patients: group.patients.size }));
}

/** @throws DataError when a patient has images in two splits; the message names some */
export function checkLeak(rows: readonly IndexRow[]): void {
  const splits = new Map<string, Set<string>>();
  for (const { patient, split } of rows) {
    const known = splits.get(patient) ?? new Set();
    splits.set(patient, known.add(split));
  }
  const leaks = [...splits].filter(([, names]) => names.size > 1);
  if (leaks.length === 0) return;
  const examples = leaks
    .slice(0, 5)
    .map(([patient, names]) => `${patient} (${[...names].sort().join(", ")})`);
  throw new DataError(
    `${leaks.length === 1 ? "A patient has" : `${leaks.length} patients have`} images in more than one split: ${examples.join(", ")}${leaks.length > examples.length ? ", …" : ""}. A model is not measured on patients that it has seen: give each patient one split.`,
    { details: { patients: leaks.length } },
  );
}
