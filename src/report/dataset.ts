/**
 * A DICOM data set as plain data: attributes by their keyword, sequences as lists of data sets, as dcmjs and OHIF hold
 * them ("natural" data sets). `null` is an attribute without a value.
 */
export interface DicomDataset {
  readonly [keyword: string]: unknown;
}

/** The items of a sequence; none where it is absent. */
export function items(dataset: DicomDataset | undefined, keyword: string): readonly DicomDataset[] {
  const value = dataset?.[keyword];
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is DicomDataset => typeof item === "object" && item !== null);
}

/** The first value as text; undefined where there is none. */
export function text(dataset: DicomDataset | undefined, keyword: string): string | undefined {
  const value = dataset?.[keyword];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== "string" && typeof first !== "number") return undefined;
  return String(first).trim() || undefined;
}

/** All values as numbers, where there are as many and all are finite. */
export function numbers(
  dataset: DicomDataset | undefined,
  keyword: string,
  count: number,
): readonly number[] | undefined {
  const value = dataset?.[keyword];
  if (value === undefined || value === null || value === "") return undefined;
  const list = (Array.isArray(value) ? value : [value]).map(Number);
  return list.length === count && list.every(Number.isFinite) ? list : undefined;
}

/** A number as a Decimal String of at most 16 characters (DICOM PS3.5 6.2), as exact as they allow. */
export function decimal(value: number): string {
  for (let digits = 17; digits > 0; digits--) {
    const written = String(Number(value.toPrecision(digits)));
    if (written.length <= 16) return written;
  }
  return "0";
}

/** Cut to the length that a value representation allows, in characters: 64 for LO, 16 for SH. */
export function atMost(length: number, value: string): string {
  return value.length <= length ? value : `${value.slice(0, length - 1)}…`;
}
