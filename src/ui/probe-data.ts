import type { ProbedMaps } from "../scoring/probe.ts";

/** Image and maps at one place of the image on the screen. */
export interface ProbeData {
  /** In image pixels, fractional. */
  readonly point: { readonly column: number; readonly row: number };
  /** The image's own value, in modality units. */
  readonly value?: number;
  readonly unit?: string;
  /** Absent outside the model's field of view. */
  readonly maps?: ProbedMaps;
}
