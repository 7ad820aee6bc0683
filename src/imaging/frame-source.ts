import type { FrameTags } from "./frame.ts";

export type PixelArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** The modality LUT (DICOM PS3.3 C.11.1): either a straight line or a table. */
export type ModalityLut =
  | { readonly slope: number; readonly intercept: number }
  /** Stored values below `firstMapped` get the first entry, values beyond the table the last. */
  | { readonly firstMapped: number; readonly values: ArrayLike<number> };

/** What a reader or a viewer knows of one image, before anything has been checked. */
export interface FrameSource {
  /** One value a pixel, row-major; for a multi-frame image either this frame or all frames in order. */
  readonly pixels: PixelArray;
  readonly rows: number;
  readonly columns: number;
  /** From 1; 1 when absent. */
  readonly frameNumber?: number;
  /** 1 when absent. */
  readonly samplesPerPixel?: number;
  readonly photometricInterpretation: string;
  /** The identity when absent. */
  readonly modalityLut?: ModalityLut;
  /** True when `pixels` are in modality units already and the LUT only explains the padding value. */
  readonly alreadyScaled?: boolean;
  /** In stored values, as the file has it (DICOM PS3.3 C.7.5.1.1.2). */
  readonly pixelPaddingValue?: number;
  readonly pixelPaddingRangeLimit?: number;
  /** mm; left out of the frame unless both are positive. */
  readonly spacing?: { readonly row: number; readonly column: number };
  /** Six direction cosines; left out of the frame unless they are unit vectors at right angles. */
  readonly imageOrientationPatient?: ArrayLike<number>;
  /** mm */
  readonly imagePositionPatient?: ArrayLike<number>;
  readonly SOPInstanceUID: string;
  readonly tags?: FrameTags;
}
