import type { ModelIdentity } from "../../scoring/result.ts";
import { type Code, codes } from "../codes.ts";
import { type DicomJson, jsonItems, jsonText } from "../dicom-web.ts";
import { comprehensive3dStorage } from "../structured-report.ts";

/** What a report of Residua says of its series as a whole. */
export interface ReportScore {
  readonly SOPInstanceUID: string;
  /** SOP Instance UIDs of earlier reports, which this one takes the place of. */
  readonly predecessors: readonly string[];
  readonly model: ModelIdentity;
  /** Images with a score. */
  readonly scored: number;
  /** Of the highest image, times the number of images, at most 1: as of a series (src/scoring/series-score.ts). */
  readonly pValue: number;
}

/**
 * Reads a report's metadata, as WADO-RS gives them (DICOM PS3.18 F.2).
 *
 * @returns undefined for what is no report of Residua, or holds no score
 */
export function readReportScore(report: DicomJson): ReportScore | undefined {
  if (jsonText(report, "00080016") !== comprehensive3dStorage) return undefined;
  if (jsonText(report, "00080070") !== "Residua") return undefined;
  const content = contentOf(report);
  const observer = (concept: Code) => {
    const item = content.find((candidate) => isOf(candidate, concept));
    return item && jsonText(item, "0040A160");
  };
  const [name, sha256] = [observer(codes.deviceModel), observer(codes.deviceSerial)];
  const [, id, version] = /^(.+) (\S+)$/.exec(name ?? "") ?? [];
  if (id === undefined || version === undefined || sha256 === undefined) return undefined;
  const scores = content
    .filter((item) => isOf(item, codes.imagingMeasurements))
    .flatMap(contentOf)
    .flatMap((group) => {
      const value = numberOf(group, codes.anomalyScore);
      const pValue = numberOf(group, codes.pValue);
      return value === undefined || pValue === undefined ? [] : [{ value, pValue }];
    });
  if (scores.length === 0) return undefined;
  const highest = scores.reduce((best, score) => (score.value > best.value ? score : best));
  return {
    SOPInstanceUID: jsonText(report, "00080018") ?? "",
    predecessors: jsonItems(report, "0040A360")
      .flatMap((study) => jsonItems(study, "00081115"))
      .flatMap((series) => jsonItems(series, "00081199"))
      .map((instance) => jsonText(instance, "00081155") ?? ""),
    model: { id, version, sha256 },
    scored: scores.length,
    pValue: Math.min(1, highest.pValue * scores.length),
  };
}

const contentOf = (item: DicomJson) => jsonItems(item, "0040A730");

function isOf(item: DicomJson, { value, scheme }: Code): boolean {
  const [concept] = jsonItems(item, "0040A043");
  if (!concept) return false;
  return jsonText(concept, "00080100") === value && jsonText(concept, "00080102") === scheme;
}

function numberOf(group: DicomJson, concept: Code): number | undefined {
  const item = contentOf(group).find((candidate) => isOf(candidate, concept));
  const [measured] = item ? jsonItems(item, "0040A300") : [];
  const value = Number(measured && jsonText(measured, "0040A30A"));
  return Number.isFinite(value) ? value : undefined;
}
