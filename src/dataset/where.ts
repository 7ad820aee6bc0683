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

/** Names and values are any text without the signs of the grammar itself. */
const condition = /^([^,;<>=!~]+?)\s*(>=|<=|!=|>|<|=)\s*([^,;<>=!~]+)$/;

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
  return (row) => {
    // All of them, so that a mistyped name is found whatever the conditions before it say.
    for (const { column } of conditions) requireColumn(row, column);
    return conditions.every(({ holds }) => holds(row));
  };
}

interface Condition {
  readonly column: string;
  readonly holds: (row: IndexRow) => boolean;
}

function requireColumn({ columns }: IndexRow, column: string): void {
  if (Object.hasOwn(columns, column)) return;
  throw new DataError(`The index has no column "${column}"; it has ${Object.keys(columns).join(", ")}.`, {
    details: { column },
  });
}

function parseCondition(text: string): Condition {
  const match = condition.exec(text);
  if (!match) {
    throw new DataError(
      `"${text}" is not a condition; write a column, one of ${Object.keys(operators).join(" ")} and a value, as "position>=0.3,label=normal".`,
      { details: { condition: text } },
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
  const holds = (row: IndexRow) => {
    const held = Object.hasOwn(row.numbers, column) ? row.numbers[column] : undefined;
    if (held !== undefined && Number.isFinite(number)) return operators[symbol](held, number);
    if (symbol === "=") return row.columns[column] === value;
    if (symbol === "!=") return row.columns[column] !== value;
    throw new DataError(
      `The column "${column}" holds "${row.columns[column]}" for ${row.columns.file}, which is not a number.`,
      { details: { column } },
    );
  };
  return { column, holds };
}
