import { type Code, codeItem, codes } from "./codes.ts";
import { type DicomDataset, decimal, text } from "./dataset.ts";
import { imageReference } from "./report-image.ts";
import type { Stack, StackImage } from "./stacks.ts";

/** Frame of reference of what lies on a stack's images; or, where they have none, how they are turned. */
export function placeOf({ images }: Stack): DicomDataset {
  const { geometry, image } = images[0]!;
  if (!geometry.plane) return { PatientOrientation: image.dataset.PatientOrientation ?? null };
  return {
    FrameOfReferenceUID: geometry.plane.frameOfReferenceUID,
    PositionReferenceIndicator: text(image.dataset, "PositionReferenceIndicator") ?? null,
  };
}

/** Pixel measures and orientation, which a stack's images share (DICOM PS3.3 C.7.6.16.2.1 and C.7.6.16.2.4). */
export function sharedPlace({ images, thickness: pitches = [] }: Stack): DicomDataset {
  const { plane, spacing, thickness } = images[0]!.geometry;
  if (!plane || !spacing) return {};
  // The distance of the slices, where all are equally far apart.
  const [pitch] = pitches;
  const even = pitch !== undefined && pitches.every((other) => Math.abs(other - pitch) <= 0.01 * pitch);
  return {
    PixelMeasuresSequence: [
      {
        PixelSpacing: [decimal(spacing.row), decimal(spacing.column)],
        SliceThickness: decimal(thickness ?? pitch ?? 1),
        ...(even ? { SpacingBetweenSlices: decimal(pitch) } : {}),
      },
    ],
    PlaneOrientationSequence: [{ ImageOrientationPatient: plane.orientation.map(decimal) }],
  };
}

/** A frame's position and the image that it was made from (DICOM PS3.3 C.7.6.16.2.3 and C.7.6.16.2.6). */
export function frameSource({ image, geometry: { plane } }: StackImage, derivation: Code): DicomDataset {
  return {
    ...(plane ? { PlanePositionSequence: [{ ImagePositionPatient: plane.position.map(decimal) }] } : {}),
    DerivationImageSequence: [
      {
        DerivationCodeSequence: [codeItem(derivation)],
        SourceImageSequence: [
          { ...imageReference(image), PurposeOfReferenceCodeSequence: [codeItem(codes.sourceImage)] },
        ],
      },
    ],
  };
}

/** Item of the Dimension Index Sequence for the place along the normal (DICOM PS3.3 C.7.6.17). */
export function byPosition(DimensionOrganizationUID: string): DicomDataset {
  return {
    DimensionOrganizationUID,
    DimensionIndexPointer: 0x0020_0032,
    FunctionalGroupPointer: 0x0020_9113,
    DimensionDescriptionLabel: "Image Position Patient",
  };
}

export function referencedSeries(images: readonly StackImage[]): DicomDataset[] {
  const series = new Map<string, Map<string, DicomDataset>>();
  for (const { image } of images) {
    const uid = text(image.dataset, "SeriesInstanceUID") ?? "";
    const instances = series.get(uid) ?? new Map<string, DicomDataset>();
    const { ReferencedFrameNumber: _, ...reference } = imageReference(image);
    instances.set(String(reference.ReferencedSOPInstanceUID), reference);
    series.set(uid, instances);
  }
  return [...series].map(([SeriesInstanceUID, instances]) => ({
    SeriesInstanceUID,
    ReferencedInstanceSequence: [...instances.values()],
  }));
}
