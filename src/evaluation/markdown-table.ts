import type { ResultTable } from "./result-tables.ts";

/** A table as Markdown; what it is compared with is marked as a baseline. */
export function markdownTable({ header, rows }: ResultTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const body = rows.map(({ baseline, cells: [first = "", ...rest] }) =>
    line([baseline ? `baseline: ${first}` : first, ...rest]),
  );
  return [line(header), line(header.map(() => "---")), ...body].join("\n");
}
