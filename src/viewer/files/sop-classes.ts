import type { RefusalReason } from "./refusal.ts";

/**
 * Storage classes that are not images, by the beginning of their UID (DICOM PS3.4 B.5), and why such a file is not
 * opened. RT Image and RT Dose are images and not listed.
 */
const notImages: readonly (readonly [prefix: string, reason: RefusalReason])[] = [
  ["1.2.840.10008.1.3.10", "dicomdir"],
  ["1.2.840.10008.5.1.4.1.1.104.1", "pdf"],
  ["1.2.840.10008.5.1.4.1.1.104", "document"],
  ["1.2.840.10008.5.1.4.1.1.481.3", "radiotherapy"],
  ["1.2.840.10008.5.1.4.1.1.481.4", "radiotherapy"],
  ["1.2.840.10008.5.1.4.1.1.481.5", "radiotherapy"],
  ["1.2.840.10008.5.1.4.1.1.481.6", "radiotherapy"],
  ["1.2.840.10008.5.1.4.1.1.481.7", "radiotherapy"],
  ["1.2.840.10008.5.1.4.1.1.481.8", "radiotherapy"],
  ["1.2.840.10008.5.1.4.1.1.481.9", "radiotherapy"],
  ["1.2.840.10008.5.1.4.34", "radiotherapy"],
  ["1.2.840.10008.5.1.4.1.1.88", "report"],
  ["1.2.840.10008.5.1.4.1.1.11", "presentation"],
  ["1.2.840.10008.5.1.4.1.1.30", "overlay"],
  ["1.2.840.10008.5.1.4.1.1.66.4", "overlay"],
  ["1.2.840.10008.5.1.4.1.1.66.5", "segmentation"],
  ["1.2.840.10008.5.1.4.1.1.66.7", "overlay"],
  ["1.2.840.10008.5.1.4.1.1.9", "waveform"],
];

/** Why a file of this class is not opened; undefined for images and for classes that are not known. */
export function refusalOfClass(SOPClassUID: string): RefusalReason | undefined {
  return notImages.find(([prefix]) => SOPClassUID === prefix || SOPClassUID.startsWith(`${prefix}.`))?.[1];
}

/** MPEG-2, MPEG-4 and HEVC transfer syntaxes (DICOM PS3.5 10.6 to 10.10). */
export function isVideo(transferSyntax: string): boolean {
  return /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/.test(transferSyntax);
}
