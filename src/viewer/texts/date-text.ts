import { currentLanguage } from "../../ui/localization/language.ts";

/** A DICOM date, YYYYMMDD (PS3.5 6.2), in the interface's language; other text as it is. */
export function dateText(date: string): string {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  if (!parts) return date;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const value = new Date(Date.UTC(year, month - 1, day));
  if (value.getUTCMonth() !== month - 1 || value.getUTCDate() !== day) return date;
  return value.toLocaleDateString(currentLanguage(), { dateStyle: "medium", timeZone: "UTC" });
}
