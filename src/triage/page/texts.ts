import { msg, str } from "@lit/localize";
import { formatNumber } from "../../ui/localization/format.ts";
import type { Reading, ReasonCode, SortKey, StudyRow, Verdict } from "../api/schemas.ts";

export function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case "accept":
      return msg("Accepted");
    case "reject":
      return msg("Rejected");
    case "uncertain":
      return msg("Uncertain");
  }
}

export function reasonText(reason: ReasonCode): string {
  const texts: Readonly<Record<ReasonCode, string>> = {
    lesion: msg("Lesion"),
    "normal-variant": msg("Normal variant"),
    "post-operative": msg("After an operation"),
    artefact: msg("Artefact"),
    motion: msg("Motion"),
    positioning: msg("Positioning"),
    implant: msg("Implant or foreign body"),
    "wrong-protocol": msg("Wrong protocol"),
    "wrong-patient-data": msg("Wrong patient data"),
    "nothing-seen": msg("Nothing unusual seen"),
    other: msg("Other"),
  };
  return texts[reason];
}

export function readingText(reading: Reading): string {
  switch (reading) {
    case "unread":
      return msg("To be read");
    case "second":
      return msg("For a second reading");
    case "decided":
      return msg("Decided");
    case "mine":
      return msg("Mine");
    case "all":
      return msg("All studies");
  }
}

export function stateText(state: StudyRow["state"]): string {
  switch (state) {
    case "queued":
      return msg("Waiting");
    case "scoring":
      return msg("Being scored");
    case "scored":
      return msg("Scored");
    case "refused":
      return msg("No model applies");
    case "failed":
      return msg("Failed");
  }
}

export function sortText(key: SortKey): string {
  switch (key) {
    case "pValue":
      return msg("p-value");
    case "date":
      return msg("Date");
    case "patient":
      return msg("Patient");
    case "modality":
      return msg("Modality");
    case "bodyPart":
      return msg("Body part");
    case "state":
      return msg("State");
    case "verdict":
      return msg("Verdict");
    case "added":
      return msg("Added");
  }
}

/** Why a study stands where it stands: what the model found in it. */
export function findingText({ hidden, state, reason, pValue, above, scored }: StudyRow): string {
  if (hidden) return msg("Scores are hidden until you have given your opinion.");
  if (pValue === null) return reason ?? stateText(state);
  return above
    ? msg(str`${formatNumber(above)} of ${formatNumber(scored ?? 0)} images above the threshold`)
    : msg(str`None of ${formatNumber(scored ?? 0)} images above the threshold`);
}

export function pValueText(pValue: number): string {
  return pValue < 0.001 ? `< ${formatNumber(0.001)}` : formatNumber(pValue, { maximumFractionDigits: 3 });
}

/** A DICOM date as the language writes it. */
export function dateText(date: string | null): string {
  return date && /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : "";
}
