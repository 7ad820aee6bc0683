import { DataError } from "../errors/index.ts";
import type { IndexRow } from "./index-csv.ts";

const operators = {
  ">=": (a: number, b: number) => a >= b,
  "<=": (a: number, b: number) => a <= b,
  "!=": (a: number, b: number) => a !== b,
  ">": (a: number, b: number) => a > b,
  "<": (a: number, b: number) => a < b,
  "=": (a: number, b: number) => a === b,
} as const;
type Operator = keyof typeof operators;

const condition = /^([A-Za-z_][A-Za-z0-9_]*)\s*(>=|<=|!=|>|<|=)\s*([A-Za-z0-9_.+-]+)$/;

/**
 * Makes a filter from an expression such as `position>=0.3,foreground>0.15,label=normal`: conditions on columns,
 * all of which must hold. `=` and `!=` compare text unless both sides are numbers. An empty expression keeps all.
 *
 * @throws DataError when the expression does not follow this grammar; the filter, when a column is missing or
 *   holds no number where one is compared; both messages name it
 */
export function parseWhere(expression: string): (row: IndexRow) => boolean {
  if (expression.trim() === "") return () => true;
  const conditions = expression.split(",").map((part) => parseCondition(part.trim()));
  return (row) => conditions.every((holds) => holds(row));
}

function parseCondition(text: string): (row: IndexRow) => boolean {
  const match = condition.exec(text);
  if (!match) {
    throw new DataError(
      `"${text}" is not a condition; write conditions like "position>=0.3", separated by commas.`,
    );
  }
  const [, column, symbol, value] = match as unknown as [string, string, Operator, string];
  const number = Number(value);
  const compares = symbol === "=" || symbol === "!=";
  if (!Number.isFinite(number) && !compares) {
    throw new DataError(
      `The condition "${text}" compares "${column}" with "${value}", which is not a number.`,
    );
  }
  return (row) => {
    if (!Object.hasOwn(row.columns, column)) {
      throw new DataError(
        `The index has no column "${column}"; it has ${Object.keys(row.columns).join(", ")}.`,
        { details: { column } },
      );
    }
    const held = Object.hasOwn(row.numbers, column) ? row.numbers[column] : undefined;
    if (held !== undefined && Number.isFinite(number)) return operators[symbol](held, number);
    if (symbol === "=") return row.columns[column] === value;
    if (symbol === "!=") return row.columns[column] !== value;
    throw new DataError(
      `The column "${column}" holds "${row.columns[column]}" for ${row.columns.file}, which is not a number.`,
      { details: { column } },
    );
  };
}
