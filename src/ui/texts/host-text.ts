import { msg, str } from "@lit/localize";
import type { EngineResult } from "../../inference/engine.ts";
import { formatNumber } from "../localization/format.ts";

/** What a host viewer shows in its own controls, in the interface's language. */
export type HostTextName =
  | "toggle"
  | "panel"
  | "mode"
  | "moreOpacity"
  | "lessOpacity"
  | "nextRegion"
  | "previousRegion"
  | "regionBefore"
  | "scan"
  | "store"
  | "storeKey"
  | "storing"
  | "alreadyStored"
  | "cannotStore"
  | "nothingToStore"
  | "cancel"
  | "show";

export function hostText(name: HostTextName): string {
  switch (name) {
    case "toggle":
      return msg("Show or hide the heatmap");
    case "panel":
      return msg("Heatmap");
    case "mode":
      return msg("Residua review");
    case "moreOpacity":
      return msg("Heatmap +");
    case "lessOpacity":
      return msg("Heatmap −");
    case "nextRegion":
      return msg("Next region");
    case "previousRegion":
      return msg("Previous region");
    case "regionBefore":
      return msg("Region before");
    case "scan":
      return msg("Score the whole series");
    case "store":
      return msg("Store the results as DICOM");
    case "storeKey":
      return msg("Store results");
    case "storing":
      return msg("Storing the results …");
    case "alreadyStored":
      return msg("These results are stored already; nothing was sent.");
    case "cannotStore":
      return msg("The viewer's data source cannot store anything.");
    case "nothingToStore":
      return msg("The model has no score for any image of this series, so there is nothing to store.");
    case "cancel":
      return msg("Cancel");
    case "show":
      return msg("Show");
  }
}

/** What stands in a corner of a viewport beside a heatmap: short, and never without the intended use. */
export function cornerText(result: EngineResult): string {
  const pValue = result.scores.anomaly?.pValue;
  const use = msg("Not for diagnostic use");
  if (pValue === undefined) return `Residua · ${use}`;
  const shown = formatNumber(pValue, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return `Residua p = ${shown} · ${use}`;
}

export function scanProgressText(done: number, total: number): string {
  return msg(str`Image ${formatNumber(done)} of ${formatNumber(total)}`);
}

/** @param regions those in the segmentation */
export function storedText(regions: number): string {
  return regions === 0
    ? msg("A report was stored. No region is above the threshold, so there is no segmentation.")
    : msg(str`A report and a segmentation with ${formatNumber(regions)} regions were stored.`);
}

export interface ScanSummary {
  readonly scored: number;
  /** Images that the model refuses, or that could not be read. */
  readonly left: number;
  /** Images above the threshold from healthy images. */
  readonly unusual: number;
}

export function scanSummaryText({ scored, left, unusual }: ScanSummary): string {
  const summary = msg(
    str`${formatNumber(unusual)} of ${formatNumber(scored)} images score above the threshold from healthy images.`,
  );
  return left === 0 ? summary : `${summary} ${msg(str`${formatNumber(left)} images have no score.`)}`;
}
