import { DataError } from "../../errors/index.ts";

/**
 * Marks the runs of a SIIM-ACR mask: pairs of a step from the end of the last run and a length, down the columns.
 *
 * @param mask [rows, columns], row-major; 1 where marked
 * @throws DataError when the text is no such list, or leads beyond the mask
 */
export function markRuns(text: string, mask: Uint8Array, rows: number, columns: number): void {
  const numbers = text.trim().split(/\s+/).map(Number);
  const isCount = (n: number) => Number.isSafeInteger(n) && n >= 0;
  if (numbers.length % 2 !== 0 || !numbers.every(isCount)) {
    throw new DataError(`"${text.slice(0, 40)}" is not a run-length mask.`);
  }
  let at = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    at += numbers[i]!;
    const end = at + numbers[i + 1]!;
    if (end > rows * columns)
      throw new DataError(`A run-length mask leads beyond ${columns} x ${rows} pixels.`);
    for (; at < end; at++) mask[(at % rows) * columns + Math.floor(at / rows)] = 1;
  }
}
