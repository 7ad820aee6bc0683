import { msg, str } from "@lit/localize";
import type { Region } from "../../scoring/result.ts";
import type { SeriesRegion } from "../../scoring/series-regions.ts";
import { formatMeasure, formatNumber, formatScore, formatShare } from "../../ui/localization/format.ts";
import { currentLanguage } from "../../ui/localization/language.ts";
import { overrideWarning } from "../../ui/texts/override-text.ts";
import { reasonText } from "../../ui/texts/reason-text.ts";
import { pValueText, thresholdText } from "../../ui/texts/score-text.ts";
import { flaggedText, highestText } from "../../ui/texts/series-text.ts";
import { dateText } from "../texts/date-text.ts";
import type { KeyImage, ReportContent } from "./report-content.ts";

/** A report's heading, and what it never goes without. */
export function headingTexts(): { readonly title: string; readonly notice: string } {
  return { title: msg("Anomaly detection report"), notice: msg("Not for diagnostic use") };
}

/** What the report is about, as names and values. */
export function originRows(content: ReportContent): readonly (readonly [name: string, value: string])[] {
  const { series, patientName, made, software, model } = content;
  const { identity, name, threshold, imageThreshold } = model;
  const unit = model.maps.anomaly?.unit ?? "";
  const rows: [string, string][] = [
    ...(patientName === undefined ? [] : [[msg("Patient"), patientName] as [string, string]]),
    [msg("Study"), [dateText(series.studyDate), series.studyDescription].filter(Boolean).join(", ")],
    [
      msg("Series"),
      [series.modality, series.description, msg(str`${formatNumber(series.images)} images`)]
        .filter(Boolean)
        .join(", "),
    ],
    [msg("Series Instance UID"), series.seriesInstanceUID],
    [msg("Model"), `${name} ${identity.version} (${identity.id})`],
    [msg("SHA-256 of the model"), identity.sha256],
    [
      msg("Thresholds"),
      msg(
        str`image score ${formatScore(imageThreshold.value)}, which ${formatShare(imageThreshold.falsePositiveRate)} of healthy images exceed; map ${formatMeasure(threshold.value)} ${unit}, which ${formatShare(threshold.falsePositivePixels)} of healthy pixels exceed`,
      ),
    ],
    [
      msg("Made"),
      `${made.toLocaleString(currentLanguage(), { dateStyle: "medium", timeStyle: "short" })}, Residua ${software}`,
    ],
  ];
  return rows.filter(([, value]) => value !== "");
}

/** What the series' scores say together; empty where it was not scanned. */
export function seriesTexts({ score }: Pick<ReportContent, "score">): readonly string[] {
  return score && score.scored > 1 ? [flaggedText(score), highestText(score)] : [];
}

/** What stands beside an image, a line each; the first is its heading. */
export function imageTexts(image: KeyImage, { model, series }: ReportContent): readonly string[] {
  const { index, score, applicability } = image;
  const heading = msg(str`Image ${formatNumber(index + 1)} of ${formatNumber(series.images)}`);
  const warnings = applicability.outcome === "overridden" ? overrideWarning().slice(0, 2) : [];
  const reasons = applicability.reasons.map(reasonText);
  if (!score) return [heading, msg("The model is not for this image."), ...reasons];
  return [
    heading,
    ...warnings,
    ...reasons,
    msg(str`Score ${formatScore(score.value)}, p = ${pText(score.pValue)}`),
    pValueText(score, model.population.images),
    thresholdText(score.value, model.imageThreshold),
  ];
}

/** The regions of an image, each in one line. */
export function regionTexts({ regions }: Pick<KeyImage, "regions">, unit: string): readonly string[] {
  return regions.map((region) => `${region.id}: ${areaText(region)}, ${peakText(region.peak, unit)}`);
}

/** A region joined across images: number, images, size and peak. */
export function seriesRegionTexts(region: SeriesRegion, unit: string): readonly string[] {
  const slices = region.parts.map(({ slice }) => slice + 1);
  const [first, last] = [Math.min(...slices), Math.max(...slices)].map((slice) => formatNumber(slice));
  const { volumeMl, largestAreaMm2 } = region;
  return [
    formatNumber(region.id),
    first === last ? first! : `${first}–${last}`,
    formatNumber(region.peakPart.slice + 1),
    volumeMl === undefined ? "–" : `${formatMeasure(volumeMl)} ml`,
    largestAreaMm2 === undefined ? "–" : `${formatMeasure(largestAreaMm2)} mm²`,
    `${formatMeasure(region.peak)} ${unit}`,
  ];
}

/** Headings of those columns. */
export function seriesRegionHeadings(): readonly string[] {
  return [msg("Region"), msg("Images"), msg("Peak in"), msg("Volume"), msg("Largest area"), msg("Peak")];
}

/** What a reader of the report has to know of it. */
export function closingText(): string {
  return msg(
    "Made by software for research. It marks where an image differs from what a model of healthy anatomy expects; it names no disease, misses findings, and marks what is none. Not for diagnostic use.",
  );
}

function areaText({ areaMm2, areaPixels }: Region): string {
  return areaMm2 === undefined
    ? msg(str`${formatNumber(areaPixels)} pixels`)
    : `${formatMeasure(areaMm2)} mm²`;
}

function peakText(peak: number, unit: string): string {
  return msg(str`peak ${formatMeasure(peak)} ${unit}`);
}

function pText(value: number): string {
  return formatNumber(value, { maximumSignificantDigits: 2 });
}
