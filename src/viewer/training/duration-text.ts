import { msg, str } from "@lit/localize";
import { formatNumber } from "../../ui/localization/format.ts";

/** How long something will take, roughly. @param seconds at least 0 */
export function durationText(seconds: number): string {
  if (seconds < 90) return msg(str`${formatNumber(Math.round(seconds))} s`);
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return msg(str`${formatNumber(minutes)} min`);
  return msg(str`${formatNumber(seconds / 3600, { maximumFractionDigits: 1 })} h`);
}
