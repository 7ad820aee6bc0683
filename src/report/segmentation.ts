import { packBits } from "./bit-packing.ts";
import { codeItem, codes } from "./codes.ts";
import {
  algorithmParameters,
  commonModules,
  intendedUse,
  lossyCompression,
  type Writing,
} from "./common-modules.ts";
import { atMost, type DicomDataset, decimal } from "./dataset.ts";
import type { Finding } from "./findings.ts";
import { byPosition, frameSource, placeOf, referencedSeries, sharedPlace } from "./functional-groups.ts";
import type { ImageGeometry } from "./report-image.ts";
import { segmentColour } from "./segment-colour.ts";
import type { Stack, StackImage } from "./stacks.ts";

export const segmentationStorage = "1.2.840.10008.5.1.4.1.1.66.4";

export interface SegmentationOptions extends Writing {
  readonly stack: Stack;
  /** At least one; segment numbers are theirs. */
  readonly findings: readonly Finding[];
  readonly threshold: number;
  readonly SOPInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SeriesNumber: number;
  readonly DimensionOrganizationUID: string;
  /** Of each finding, by its number. */
  readonly trackingUid: (finding: Finding) => string;
}

/** Which image a frame of the segmentation lies on, and what of it. */
interface SegmentFrame {
  readonly finding: Finding;
  readonly image: StackImage;
  readonly members: readonly number[];
}

/**
 * A binary Segmentation (DICOM PS3.3 A.51) of findings on the grid of their source, a segment a finding, a frame an
 * image that it reaches. Images without a place in the patient are referred to by their instances alone.
 */
export function makeSegmentation(options: SegmentationOptions): DicomDataset {
  const { geometry } = options.stack.images[0]!;
  const frames = segmentFrames(options.findings);
  const used = reachedImages(options);
  return {
    ...segmentationModules(options, { SOPClassUID: segmentationStorage, kind: "regions" }),
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    NumberOfFrames: frames.length,
    SegmentationType: "BINARY",
    DimensionIndexSequence: dimensions(geometry, options.DimensionOrganizationUID),
    PerFrameFunctionalGroupsSequence: frames.map((frame) =>
      frameGroups(frame, used.indexOf(frame.image) + 1),
    ),
    PixelData: packBits(
      frames.map(({ members }) => members),
      geometry.rows * geometry.columns,
    ),
    _vrMap: { PixelData: "OB" },
  };
}

/** What binary and label map segmentations have in common. */
export function segmentationModules(
  options: SegmentationOptions,
  { SOPClassUID, kind }: { readonly SOPClassUID: string; readonly kind: string },
): DicomDataset {
  const { stack, findings, model } = options;
  const { geometry, image: first } = stack.images[0]!;
  const used = reachedImages(options);
  return {
    ...commonModules(
      first.dataset,
      {
        SOPClassUID,
        SOPInstanceUID: options.SOPInstanceUID,
        SeriesInstanceUID: options.SeriesInstanceUID,
        Modality: "SEG",
        SeriesNumber: options.SeriesNumber,
        kind,
      },
      options,
    ),
    ...placeOf(stack),
    ImageType: ["DERIVED", "PRIMARY"],
    ContentLabel: "ANOMALY",
    ContentDescription: atMost(64, `${intendedUse}. ${model.identity.id} ${model.identity.version}`),
    ContentCreatorName: null,
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    PixelRepresentation: 0,
    Rows: geometry.rows,
    Columns: geometry.columns,
    ...lossyCompression(used.map(({ image }) => image.dataset)),
    SegmentsOverlap: "NO",
    SegmentSequence: findings.map((finding) => segment(finding, options)),
    ReferencedSeriesSequence: referencedSeries(used),
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: options.DimensionOrganizationUID }],
    SharedFunctionalGroupsSequence: [sharedPlace(stack)],
  };
}

/** Images that a finding reaches, in the order of the stack. */
export function reachedImages({
  stack,
  findings,
}: Pick<SegmentationOptions, "stack" | "findings">): StackImage[] {
  const reached = new Set(findings.flatMap(({ slices }) => slices.map(({ image }) => image)));
  return stack.images.filter((image) => reached.has(image));
}

function segmentFrames(findings: readonly Finding[]): SegmentFrame[] {
  return findings.flatMap((finding) =>
    finding.slices.map(({ image, members }) => ({ finding, image, members })),
  );
}

function segment(finding: Finding, options: SegmentationOptions): DicomDataset {
  const { model, software, threshold, trackingUid } = options;
  const name = atMost(64, `Residua ${model.identity.id}`);
  return {
    SegmentNumber: finding.number,
    SegmentLabel: findingLabel(finding),
    SegmentDescription: `Anomaly above ${decimal(threshold)}. ${intendedUse}`,
    SegmentAlgorithmType: "AUTOMATIC",
    SegmentAlgorithmName: name,
    SegmentationAlgorithmIdentificationSequence: [
      {
        AlgorithmFamilyCodeSequence: [codeItem(codes.artificialIntelligence)],
        AlgorithmName: name,
        AlgorithmVersion: atMost(64, `${model.identity.version} in Residua ${software}`),
        AlgorithmParameters: algorithmParameters(options, threshold).join("\r\n"),
        AlgorithmSource: "Residua",
      },
    ],
    SegmentedPropertyCategoryCodeSequence: [codeItem(codes.abnormalStructure)],
    SegmentedPropertyTypeCodeSequence: [codeItem(codes.abnormalStructure)],
    TrackingID: findingLabel(finding),
    TrackingUID: trackingUid(finding),
    RecommendedDisplayCIELabValue: segmentColour(finding.number),
  };
}

export function findingLabel({ number }: Pick<Finding, "number">): string {
  return `Region ${number}`;
}

/** By segment, and within it along the normal (DICOM PS3.3 C.7.6.17). Without a place a segment has one frame. */
function dimensions({ plane }: ImageGeometry, DimensionOrganizationUID: string): DicomDataset[] {
  const bySegment = {
    DimensionOrganizationUID,
    DimensionIndexPointer: 0x0062_000b,
    FunctionalGroupPointer: 0x0062_000a,
    DimensionDescriptionLabel: "Segment Number",
  };
  if (!plane) return [bySegment];
  return [bySegment, byPosition(DimensionOrganizationUID)];
}

function frameGroups({ finding, image }: SegmentFrame, place: number): DicomDataset {
  const { plane } = image.geometry;
  return {
    FrameContentSequence: [{ DimensionIndexValues: plane ? [finding.number, place] : [finding.number] }],
    ...frameSource(image, codes.segmentation),
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: finding.number }],
  };
}
