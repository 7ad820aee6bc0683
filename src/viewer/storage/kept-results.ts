import type { StoredFindings } from "../../inference/findings-store.ts";
import { intendedUse } from "../../report/common-modules.ts";
import { type Cell, csvTable } from "../../report/tables/csv.ts";
import type { SliceRegion } from "../../scoring/slice-findings.ts";

export interface KeptResultsOptions {
  /** Version of Residua. */
  readonly software: string;
  /** When it is written. */
  readonly date: Date;
}

/** What the browser keeps of images, as JSON: numbers and UIDs, no pixels and no patient's name. */
export function keptResultsJson(
  entries: readonly StoredFindings[],
  { software, date }: KeptResultsOptions,
): object {
  return {
    format: "residua-kept-results",
    formatVersion: 1,
    intendedUse,
    writtenAt: date.toISOString(),
    software: { name: "Residua", version: software },
    results: entries.map(({ kept, findings }) => ({
      sopInstanceUid: findings.SOPInstanceUID,
      frame: findings.frameNumber,
      keptAt: new Date(kept).toISOString(),
      model: findings.model,
      outcome: findings.applicability.outcome,
      reasons: findings.applicability.reasons.map(({ code }) => code),
      anomalyScore: findings.score?.value ?? null,
      pValue: findings.score?.pValue ?? null,
      regions: findings.regions.map(regionRecord),
    })),
  };
}

function regionRecord({ id, areaPixels, areaMm2, peak, mean, peakPoint, bounds }: SliceRegion): object {
  return { region: id, areaPixels, areaMm2: areaMm2 ?? null, peak, mean, peakPoint, bounds };
}

const columns = [
  "sop_instance_uid",
  "frame",
  "kept_at",
  "model_id",
  "model_version",
  "model_sha256",
  "software_version",
  "written_at",
  "intended_use",
  "outcome",
  "reasons",
  "anomaly_score",
  "p_value",
  "region",
  "area_pixels",
  "area_mm2",
  "mean_anomaly",
  "peak_anomaly",
  "peak_column_px",
  "peak_row_px",
] as const;

/** The same as CSV (RFC 4180): a row a region, and one for each image without any. */
export function keptResultsCsv(
  entries: readonly StoredFindings[],
  { software, date }: KeptResultsOptions,
): string {
  const rows = entries.flatMap(({ kept, findings }) => {
    const { SOPInstanceUID, frameNumber, model, applicability, score, regions } = findings;
    const image: Cell[] = [
      SOPInstanceUID,
      frameNumber,
      new Date(kept).toISOString(),
      model.id,
      model.version,
      model.sha256,
      software,
      date.toISOString(),
      intendedUse,
      applicability.outcome,
      applicability.reasons.map(({ code }) => code).join(" "),
      score?.value ?? null,
      score?.pValue ?? null,
    ];
    if (regions.length === 0) return [[...image, ...new Array<null>(7).fill(null)]];
    return regions.map((region) => [
      ...image,
      region.id,
      region.areaPixels,
      region.areaMm2 ?? null,
      region.mean,
      region.peak,
      region.peakPoint.column,
      region.peakPoint.row,
    ]);
  });
  return csvTable(columns, rows);
}
