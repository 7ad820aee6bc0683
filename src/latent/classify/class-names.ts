import { normalLabel } from "../../dataset/normal-label.ts";
import { DataError } from "../../errors/index.ts";

/** Fewer images of a class teach and test nothing. */
export const fewestOfClass = 10;

export interface ClassesOf {
  /** The healthy one first, the others by name. */
  readonly classNames: readonly string[];
  /** By image. */
  readonly classes: readonly number[];
}

/** @throws DataError when there are fewer than two classes, or too few images or patients of one */
export function classesOf(labels: readonly string[], patients: readonly string[], folds: number): ClassesOf {
  const found = [...new Set(labels)].sort(
    (a, b) => Number(b === normalLabel) - Number(a === normalLabel) || a.localeCompare(b, "en"),
  );
  if (found.length < 2) {
    throw new DataError(
      `A classifier needs images of at least two classes; there is only "${found[0] ?? ""}". Give an index with a column of labels, or choose another split.`,
    );
  }
  for (const name of found) {
    const own = labels.flatMap((label, index) => (label === name ? [patients[index]!] : []));
    if (own.length < fewestOfClass || new Set(own).size < folds) {
      throw new DataError(
        `The class "${name}" has ${own.length} images of ${new Set(own).size} patients; at least ${fewestOfClass} images of ${folds} patients are needed. Leave the class out by --where, or give more images of it.`,
        { details: { label: name, images: own.length } },
      );
    }
  }
  return { classNames: found, classes: labels.map((label) => found.indexOf(label)) };
}
