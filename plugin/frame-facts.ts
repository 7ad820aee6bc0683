import type { Frame } from "../src/imaging/frame.ts";
import type { FrameFacts } from "../src/scoring/slice-findings.ts";

/** Which image a frame is and where it lies, without its pixels. */
export function factsOf({ SOPInstanceUID, frameNumber, spacing, plane }: Frame): FrameFacts {
  return { SOPInstanceUID, frameNumber, ...(spacing ? { spacing } : {}), ...(plane ? { plane } : {}) };
}
