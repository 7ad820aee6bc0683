import type { IndexRow } from "../dataset/index-csv.ts";
import { classBalance } from "../dataset/split.ts";

/** A line for each label in each split, as "train, normal: 120 images of 40 patients". */
export function balanceText(rows: readonly IndexRow[]): string[] {
  return classBalance(rows).map(
    ({ split, label, images, patients }) =>
      `${split || "all"}, ${label}: ${images} images of ${patients} patients`,
  );
}
