import type { IndexRow } from "../dataset/index-csv.ts";
import { classBalance } from "../dataset/split.ts";

/** A line for each label in each split, as "train, normal: 120 images of 40 patients". */
export function balanceText(rows: readonly IndexRow[]): string[] {
  return classBalance(rows).map(
    ({ split, label, images, patients }) =>
      `${split || "no split"}, ${label || "no label"}: ${count(images, "image")} of ${count(patients, "patient")}`,
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
