/** Whether a version is that of a bundle which a site calibrated on its own images. @param version as in "0.2.0+local.1a2b3c4d" */
export function isRecalibrated(version: string): boolean {
  return version.includes("+local.");
}
