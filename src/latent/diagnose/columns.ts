import { z } from "zod";
import { DataError } from "../../errors/index.ts";

/** A column of a table, such as age, sex or a laboratory value, as features. */
export const columnSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("number"), name: z.string().min(1), median: z.number() }),
  z.strictObject({
    kind: z.literal("category"),
    name: z.string().min(1),
    levels: z.array(z.string()).min(1),
  }),
]);

export type Column = z.infer<typeof columnSchema>;

/** What a table says of one image. */
export type Row = Readonly<Record<string, string>>;

/** More levels than this are names, not categories. */
const mostLevels = 12;

/**
 * What columns hold: numbers, where nearly all values are, else categories.
 *
 * @throws DataError when a column is not there, is empty, or has too many different words
 */
export function describeColumns(names: readonly string[], rows: readonly Row[]): Column[] {
  return names.map((name) => {
    const values = rows.map((row) => row[name]?.trim() ?? "").filter((value) => value !== "");
    if (values.length === 0) {
      throw new DataError(`The column "${name}" is not there or is empty; check its name.`);
    }
    const known = values.map(Number).filter(Number.isFinite);
    if (known.length >= 0.9 * values.length) {
      const sorted = known.sort((a, b) => a - b);
      return { kind: "number", name, median: sorted[Math.floor(sorted.length / 2)]! };
    }
    const levels = [...new Set(values)].sort((a, b) => a.localeCompare(b, "en"));
    if (levels.length > mostLevels) {
      throw new DataError(
        `The column "${name}" holds ${levels.length} different words; at most ${mostLevels} make categories. Leave it out, or group them.`,
      );
    }
    return { kind: "category", name, levels };
  });
}

export function columnFeatureNames(columns: readonly Column[]): string[] {
  return columns.flatMap((column) =>
    column.kind === "number"
      ? [column.name, `${column.name} missing`]
      : column.levels.map((level) => `${column.name} = ${level}`),
  );
}

/** A number that is missing counts as the median, and says that it is missing; an unknown category is none of them. */
export function columnFeatures(columns: readonly Column[], row: Row): number[] {
  return columns.flatMap((column) => {
    const text = row[column.name]?.trim() ?? "";
    if (column.kind === "category") return column.levels.map((level) => (text === level ? 1 : 0));
    const value = text === "" ? Number.NaN : Number(text);
    return Number.isFinite(value) ? [value, 0] : [column.median, 1];
  });
}
