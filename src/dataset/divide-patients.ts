import { DataError } from "../errors/index.ts";

/** Share of the patients for each split, by its name; together 1. */
export type SplitShares = Readonly<Record<string, number>>;

/**
 * Gives each patient one split.
 *
 * @param patients in the order in which the splits take them: shuffled
 * @returns patient -> split; no split is empty while there are enough patients
 */
export function dividePatients(patients: readonly string[], shares: SplitShares): Map<string, string> {
  const names = Object.keys(shares).filter((name) => shares[name]! > 0);
  const ends = splitEnds(
    patients.length,
    names.map((name) => shares[name]!),
  );
  return new Map(
    patients.map((patient, index) => [patient, names[ends.findIndex((end) => index < end)]!] as const),
  );
}

/** @throws DataError when there are fewer patients than splits that want some */
export function checkPatientCount(patients: number, shares: SplitShares): void {
  const names = Object.keys(shares).filter((name) => shares[name]! > 0);
  if (patients >= names.length) return;
  throw new DataError(
    `There are images of ${patients} patients, too few for the splits ${names.join(", ")}; add images of other patients.`,
    { details: { patients } },
  );
}

/** Where each split ends among `count` patients; none is empty while there are enough. */
function splitEnds(count: number, shares: readonly number[]): number[] {
  const sizes = shares.map((share) => Math.floor(count * share));
  const remainder = (i: number) => count * shares[i]! - sizes[i]!;
  for (let left = count - sizes.reduce((sum, size) => sum + size, 0); left > 0; left--) {
    const next = sizes.reduce((best, _, i) => (remainder(i) > remainder(best) + 1e-9 ? i : best), 0);
    sizes[next]!++;
  }
  if (count >= shares.length) {
    for (const [i, size] of sizes.entries()) {
      if (size > 0) continue;
      sizes[sizes.indexOf(Math.max(...sizes))]!--;
      sizes[i]!++;
    }
  }
  let end = 0;
  return sizes.map((size) => (end += size));
}
