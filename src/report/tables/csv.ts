import type { Results } from "./results-schema.ts";

export type Cell = string | number | boolean | null;

/** Columns that every row of both tables begins with. */
function origin(results: Results): [string, Cell][] {
  const { model, software, thresholds } = results;
  return [
    ["study_instance_uid", results.studyInstanceUid],
    ["series_instance_uid", results.seriesInstanceUid],
    ["model_id", model.id],
    ["model_version", model.version],
    ["model_sha256", model.sha256],
    ["software_version", software.version],
    ["threshold", thresholds.anomaly],
    ["image_threshold", thresholds.imageScore],
    ["intended_use", results.intendedUse],
  ];
}

/** One row an image, as CSV (RFC 4180) with a header. Without a row where there are no images. */
export function imagesCsv(results: Results): string {
  return csvTable(
    [
      ...origin(results).map(([name]) => name),
      "sop_instance_uid",
      "frame",
      "instance_number",
      "outcome",
      "reasons",
      "anomaly_score",
      "p_value",
      "is_above_image_threshold",
    ],
    results.images.map((image) => [
      ...origin(results).map(([, value]) => value),
      image.sopInstanceUid,
      image.frame,
      image.instanceNumber,
      image.outcome,
      image.reasons.join(" "),
      image.anomalyScore,
      image.pValue,
      image.isAboveImageThreshold,
    ]),
  );
}

/** One row a region, in the same way; the header alone where there is no region. */
export function regionsCsv(results: Results): string {
  return csvTable(
    [
      ...origin(results).map(([name]) => name),
      "region",
      "segmentation_sop_instance_uid",
      "tracking_uid",
      "images",
      "area_pixels",
      "area_mm2",
      "volume_ml",
      "mean_anomaly",
      "peak_anomaly",
      "anomaly_unit",
      "peak_sop_instance_uid",
      "peak_frame",
      "peak_column_px",
      "peak_row_px",
      "peak_x_mm",
      "peak_y_mm",
      "peak_z_mm",
    ],
    results.regions.map((region) => [
      ...origin(results).map(([, value]) => value),
      region.region,
      region.segmentationSopInstanceUid,
      region.trackingUid,
      region.images,
      region.areaPixels,
      region.areaMm2,
      region.volumeMl,
      region.meanAnomaly,
      region.peakAnomaly,
      results.model.anomalyUnit,
      region.peakSopInstanceUid,
      region.peakFrame,
      region.peakColumn,
      region.peakRow,
      ...(region.peakPositionMm ?? [null, null, null]),
    ]),
  );
}

/** A table as CSV (RFC 4180), null as nothing. */
export function csvTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** Text that a spreadsheet would take for a formula is set apart by an apostrophe. */
function field(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
