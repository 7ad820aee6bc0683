/** A direction or position in the patient coordinate system, in mm (DICOM PS3.3 C.7.6.2.1.1: +x left, +y posterior, +z head). */
export type Vector3 = readonly [x: number, y: number, z: number];

export type PhotometricInterpretation = "MONOCHROME1" | "MONOCHROME2";

/** DICOM attributes that say what an image shows; all optional in practice, all text hostile. No patient data. */
export interface FrameTags {
  readonly modality?: string;
  readonly bodyPartExamined?: string;
  readonly seriesDescription?: string;
  readonly protocolName?: string;
  readonly studyDescription?: string;
  readonly viewPosition?: string;
  readonly imageType?: readonly string[];
  readonly scanningSequence?: string;
  readonly sequenceName?: string;
  /** ms */
  readonly repetitionTime?: number;
  /** ms */
  readonly echoTime?: number;
  /** ms */
  readonly inversionTime?: number;
  readonly contrastBolusAgent?: string;
  readonly SOPClassUID?: string;
}

/** Where an image lies in the patient (DICOM PS3.3 C.7.6.2). */
export interface FramePlane {
  /** Centre of the first pixel transmitted, mm. */
  readonly position: Vector3;
  /** Direction of increasing column index (along a row), unit length. */
  readonly rowCosines: Vector3;
  /** Direction of increasing row index (down a column), unit length. */
  readonly columnCosines: Vector3;
}

/** One image's pixels in modality units, and what is needed to know where they lie. */
export interface Frame {
  /** [rows, columns], row-major, in modality units (HU for CT): the modality LUT has been applied, exactly once. Padding holds the lowest real value. */
  readonly pixels: Float32Array;
  /** [rows, columns]: 1 where the file marks padding (DICOM PS3.3 C.7.5.1.1.2); absent when it marks none. */
  readonly padding?: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  /** mm between rows and between columns; absent when the file does not say. */
  readonly spacing?: { readonly row: number; readonly column: number };
  readonly plane?: FramePlane;
  /** MONOCHROME1 means that low values are shown bright; the pixels are not inverted. */
  readonly photometricInterpretation: PhotometricInterpretation;
  readonly SOPInstanceUID: string;
  /** From 1, as in DICOM. */
  readonly frameNumber: number;
  readonly tags: FrameTags;
}
