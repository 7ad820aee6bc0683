import type { Frame } from "../../../src/imaging/frame.ts";

/** A plain axial MR frame. */
export function makeFrame(overrides: Partial<Frame> = {}): Frame {
  const { rows = 4, columns = 4 } = overrides;
  return {
    pixels: new Float32Array(rows * columns),
    rows,
    columns,
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: "1.2.3",
    frameNumber: 1,
    tags: { modality: "MR" },
    ...overrides,
  };
}
