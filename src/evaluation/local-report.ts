import type { Figure } from "./bootstrap.ts";

export type LocalWarning = "site-differs" | "few-patients" | "many-refused";

/** What came of a calibration on a site's own images. */
export interface LocalReport {
  readonly images: number;
  readonly patients: number;
  /** Images that the model is not for, or cannot work on; none of them was used. */
  readonly refused: number;
  /** Promised by the image threshold. */
  readonly targetFpr: number;
  /** Share of the images above the old image threshold. */
  readonly before: Figure;
  /** Share above a new one, made for each fifth of the patients from the others; absent where all are of one patient. */
  readonly after?: Figure;
  /** Of the anomaly scores of these images and of those that the bundle was calibrated on. */
  readonly difference: { readonly distance: number; readonly pValue: number };
  readonly warnings: readonly LocalWarning[];
}
