import { msg, str } from "@lit/localize";
import type { ResultKind } from "../../report/result-files.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import type { Problem } from "../../ui/panel-data.ts";
import { problemText } from "../../ui/texts/problem-text.ts";
import type { AddressFault } from "./server-address.ts";

export function kindText(kind: ResultKind): string {
  switch (kind) {
    case "seg":
      return msg("Regions (DICOM Segmentation)");
    case "labelmap":
      return msg("Regions as a label map (DICOM, since 2024; few systems read it)");
    case "sr":
      return msg("Scores and measurements (DICOM Structured Report)");
    case "map":
      return msg("Anomaly map (DICOM Parametric Map, large)");
    case "keyImages":
      return msg("Key images with the heatmap burned in (DICOM Secondary Capture)");
    case "csv":
      return msg("Tables of images and regions (CSV, download only)");
    case "json":
      return msg("Scores and regions (JSON, download only)");
  }
}

export function faultText(fault: Exclude<AddressFault, "none">): string {
  return fault === "no-url"
    ? msg("Give the address of a DICOMweb service, such as https://pacs.example/dicom-web.")
    : msg(
        "This page came over HTTPS, so the browser does not let it send to an address that begins with http://. Use the server's https:// address.",
      );
}

/** Why sending failed. A browser does not say what was wrong where a server does not allow other pages (CORS). */
export function failureText(problem: Problem, origin: string): string {
  if (problem.code === "store" && problem.details.status === undefined) {
    return msg(
      str`The server did not answer this page. Either it cannot be reached, or its certificate is not trusted, or it does not allow pages of ${origin} (CORS: it has to send Access-Control-Allow-Origin and allow the headers Authorization and Content-Type). The browser's console says which.`,
    );
  }
  return problemText(problem);
}

export function sentText(stored: number, present: number): string {
  if (stored === 0 && present > 0) return msg("The server has all of this already; nothing was sent.");
  const sent = msg(str`${formatNumber(stored)} objects were stored.`);
  if (present === 0) return sent;
  return `${sent} ${msg(str`${formatNumber(present)} were there before.`)}`;
}
