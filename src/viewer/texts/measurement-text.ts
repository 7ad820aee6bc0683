import { msg, str } from "@lit/localize";
import { formatNumber } from "../../ui/localization/format.ts";
import type { MeasureTool } from "../stack/primary-tool.ts";
import type { MeasuredValues } from "../tools/measured-values.ts";

export function measureToolText(tool: MeasureTool): string {
  switch (tool) {
    case "length":
      return msg("Length");
    case "bidirectional":
      return msg("Two diameters");
    case "angle":
      return msg("Angle");
    case "ellipse":
      return msg("Ellipse");
    case "rectangle":
      return msg("Rectangle");
    case "arrow":
      return msg("Arrow with text");
  }
}

/** What was measured, a line each. */
export function measurementLines(values: MeasuredValues): string[] {
  const { length, width, unit = "", angle, area, areaUnit = "", mean, valueUnit = "" } = values;
  const lines: string[] = [];
  if (length !== undefined && width !== undefined) {
    lines.push(`${rounded(length)} × ${measure(width, unit)}`);
  } else if (length !== undefined) lines.push(measure(length, unit));
  if (angle !== undefined) lines.push(`${rounded(angle)}°`);
  if (area !== undefined) lines.push(measure(area, areaUnit));
  if (mean !== undefined) {
    lines.push(
      values.standardDeviation === undefined
        ? msg(str`Mean ${measure(mean, valueUnit)}`)
        : msg(str`Mean ${rounded(mean)} ± ${measure(values.standardDeviation, valueUnit)}`),
    );
  }
  if (values.minimum !== undefined && values.maximum !== undefined) {
    lines.push(msg(str`${rounded(values.minimum)} to ${measure(values.maximum, valueUnit)}`));
  }
  return lines;
}

function measure(value: number, unit: string): string {
  return `${rounded(value)} ${unit}`.trim();
}

function rounded(value: number): string {
  return formatNumber(value, { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 });
}
