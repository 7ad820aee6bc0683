import type { Vector3 } from "../../imaging/frame.ts";
import type { MeasureTool } from "../stack/primary-tool.ts";
import type { MeasuredValues } from "./measured-values.ts";

/** One thing that was drawn on an image. */
export interface Measurement {
  readonly id: string;
  readonly tool: MeasureTool;
  /** An arrow's text; empty for the others. */
  readonly label: string;
  /** The image that it lies on; undefined for one across a volume's slices. */
  readonly imageId: string | undefined;
  /** Undefined for an arrow, and until something has been worked out. */
  readonly values: MeasuredValues | undefined;
  /** The points that were set, in the patient, mm (LPS). */
  readonly points: readonly Vector3[];
}
