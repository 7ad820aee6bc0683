import { type Cell, csvTable } from "../../report/tables/csv.ts";
import type { Series } from "../files/series.ts";
import type { Measurement } from "./measurement.ts";

/** What stands in the files, one entry a measurement. Lengths, areas and values are in the units beside them. */
interface Entry {
  readonly seriesInstanceUid: string;
  readonly seriesDescription: string;
  readonly sopInstanceUid: string | null;
  /** From 1. */
  readonly frame: number | null;
  /** Place in the series, from 1. */
  readonly image: number | null;
  readonly kind: string;
  readonly text: string;
  readonly length: number | null;
  readonly width: number | null;
  readonly unit: string | null;
  readonly angleDegrees: number | null;
  readonly area: number | null;
  readonly areaUnit: string | null;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly valueUnit: string | null;
  /** x y z in the patient, mm (LPS). */
  readonly points: readonly (readonly [number, number, number])[];
}

const columns = [
  ["seriesInstanceUid", "series_instance_uid"],
  ["seriesDescription", "series_description"],
  ["sopInstanceUid", "sop_instance_uid"],
  ["frame", "frame"],
  ["image", "image"],
  ["kind", "kind"],
  ["text", "text"],
  ["length", "length"],
  ["width", "width"],
  ["unit", "unit"],
  ["angleDegrees", "angle_degrees"],
  ["area", "area"],
  ["areaUnit", "area_unit"],
  ["mean", "mean"],
  ["standardDeviation", "standard_deviation"],
  ["minimum", "minimum"],
  ["maximum", "maximum"],
  ["valueUnit", "value_unit"],
] as const satisfies readonly (readonly [keyof Entry, string])[];

/** A series' measurements as CSV (RFC 4180) with a header, and their points in a last column, "x y z; x y z". */
export function measurementsCsv(series: Series, measurements: readonly Measurement[]): string {
  return csvTable(
    [...columns.map(([, name]) => name), "points_mm"],
    measurements.map((measurement) => {
      const found = entry(series, measurement);
      const cells = columns.map(([key]): Cell => found[key]);
      return [...cells, found.points.map((point) => point.join(" ")).join("; ")];
    }),
  );
}

export function measurementsJson(series: Series, measurements: readonly Measurement[]): string {
  const content = {
    intendedUse: "Not for diagnostic use",
    measurements: measurements.map((measurement) => entry(series, measurement)),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function entry(series: Series, { tool, label, imageId, values = {}, points }: Measurement): Entry {
  const file = series.images.find(({ imageIds }) => imageIds.includes(imageId ?? ""));
  const index = series.imageIds.indexOf(imageId ?? "");
  return {
    seriesInstanceUid: series.images[0]?.header.seriesInstanceUID ?? "",
    seriesDescription: series.description,
    sopInstanceUid: file?.header.SOPInstanceUID ?? null,
    frame: file ? file.imageIds.indexOf(imageId!) + 1 : null,
    image: index === -1 ? null : index + 1,
    kind: tool,
    text: label,
    length: values.length ?? null,
    width: values.width ?? null,
    unit: values.unit ?? null,
    angleDegrees: values.angle ?? null,
    area: values.area ?? null,
    areaUnit: values.areaUnit ?? null,
    mean: values.mean ?? null,
    standardDeviation: values.standardDeviation ?? null,
    minimum: values.minimum ?? null,
    maximum: values.maximum ?? null,
    valueUnit: values.valueUnit ?? null,
    points,
  };
}
