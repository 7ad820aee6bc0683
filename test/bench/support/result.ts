import { cpus, loadavg } from "node:os";
import type { Figure } from "./bench.ts";
import { median } from "./statistics.ts";

/** What bench.json holds of a key. */
export interface Result extends Figure {
  readonly median: number;
  /** One a round, in their order. */
  readonly values: readonly number[];
  /** Absent without a bar. */
  readonly passed?: boolean;
}

export function toResult(figure: Figure, values: readonly number[]): Result {
  const { atMost, atLeast } = figure;
  const middle = median(values);
  const bar =
    atMost === undefined && atLeast === undefined
      ? {}
      : { passed: middle <= (atMost ?? Infinity) && middle >= (atLeast ?? -Infinity) };
  return { ...figure, median: middle, values, ...bar };
}

export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  /** Processes that wanted to run in the last minute, this one's included, when the run began. */
  readonly load: number;
}

export function describeMachine(): Machine {
  const all = cpus();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    load: loadavg()[0] ?? 0,
  };
}

/** Columns: key, median, lowest and highest value, bar. */
export function toTable(results: Readonly<Record<string, Result>>): string {
  const rows = Object.entries(results).map(
    ([key, { unit, median: middle, values, atMost, atLeast, passed }]) => [
      key,
      `${format(middle)} ${unit}`,
      `${format(Math.min(...values))} to ${format(Math.max(...values))}`,
      atMost !== undefined ? `<= ${atMost}` : atLeast !== undefined ? `>= ${atLeast}` : "",
      passed === undefined ? "" : passed ? "met" : "MISSED",
    ],
  );
  const all = [["figure", "median", "values", "bar", ""], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
