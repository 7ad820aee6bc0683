import { msg } from "@lit/localize";
import type { ModelIdentity } from "../../scoring/result.ts";
import { formatNumber } from "../localization/format.ts";

export interface StudyScoreText {
  readonly model: ModelIdentity;
  readonly pValue: number;
}

/** The head of a column with scores in a list of studies. */
export function studyScoreHeading(): string {
  return `Residua · ${msg("Not for diagnostic use")}`;
}

/** A study's score in such a column, with the model that it comes from. */
export function studyScoreText({ model: { id, version, sha256 }, pValue }: StudyScoreText): string {
  const shown = formatNumber(pValue, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return `p = ${shown} · ${id} ${version} ${sha256.slice(0, 8)}`;
}

/** Where such a score was found. */
export function studyScoreSource(source: "server" | "browser"): string {
  return source === "server" ? msg("From a report on the server") : msg("Kept in this browser");
}
