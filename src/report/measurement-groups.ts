import type { PixelPoint } from "../imaging/affine.ts";
import { type Code, codes } from "./codes.ts";
import { algorithmParameters, intendedUse, type Writing } from "./common-modules.ts";
import {
  codeContent,
  containerItem,
  type Graphic,
  imageContent,
  numberContent,
  outlineContent,
  textContent,
  uidContent,
} from "./content-items.ts";
import type { DicomDataset } from "./dataset.ts";
import type { Finding } from "./findings.ts";
import { imageName } from "./image-name.ts";
import { geometryOf, imageReference, type ReportImage } from "./report-image.ts";
import { findingLabel, segmentationStorage } from "./segmentation.ts";

export interface TrackedGroup extends Writing {
  readonly threshold: number;
  readonly trackingUid: string;
}

/** A finding that a segmentation holds. */
export interface SegmentedFinding {
  readonly finding: Finding;
  readonly segmentationUid: string;
  readonly trackingUid: string;
  /** Numbers of its frames there, from 1. */
  readonly frames: readonly number[];
}

/**
 * One region (DICOM PS3.16 TID 1411 where it has a volume, TID 1410 else): its segment, its size, and the values of the
 * anomaly map in it.
 */
export function regionGroup(
  { finding, segmentationUid, frames }: SegmentedFinding,
  group: TrackedGroup,
): DicomDataset {
  const isVolume = finding.volumeMl !== undefined;
  const [only] = finding.slices;
  const extent = measuredAt("MULTIPOINT", frameOf(finding), finding.peakImage.image);
  return containerItem(
    "CONTAINS",
    codes.measurementGroup,
    [
      ...tracking(findingLabel(finding), group),
      codeContent("CONTAINS", codes.findingCategory, codes.abnormalStructure),
      codeContent("CONTAINS", codes.finding, codes.abnormalStructure),
      ...algorithm(group),
      imageContent("CONTAINS", isVolume ? codes.referencedSegment : codes.referencedSegmentationFrame, {
        ReferencedSOPClassUID: segmentationStorage,
        ReferencedSOPInstanceUID: segmentationUid,
        // The standard allows one of the two (PS3.3 C.17.14.1.2): a frame has one segment.
        ...(isVolume ? { ReferencedSegmentNumber: finding.number } : { ReferencedFrameNumber: frames[0] }),
      }),
      ...(isVolume ? finding.slices : [only!]).map(({ image }) =>
        imageContent("CONTAINS", codes.segmentationSource, imageReference(image.image)),
      ),
      ...sizes(finding, [extent]),
      numberContent({
        concept: codes.meanAnomaly,
        value: finding.mean,
        unit: codes.noUnits,
        content: [extent],
      }),
      numberContent({
        concept: codes.peakAnomaly,
        value: finding.peak,
        unit: codes.noUnits,
        content: [measuredAt("POINT", [finding.peakPoint], finding.peakImage.image)],
      }),
      textContent("CONTAINS", codes.peakPlace, whereText(finding)),
      caption(findingLabel(finding)),
    ],
    isVolume ? "1411" : "1410",
  );
}

/** The scores of one image (DICOM PS3.16 TID 1501). */
export function imageGroup(image: ReportImage, group: TrackedGroup): DicomDataset {
  const { anomaly } = image.result.scores;
  const { outcome, reasons } = image.result.applicability;
  const cautions = [
    ...(outcome === "overridden"
      ? ["The model refuses this image; it was scored all the same, for research."]
      : []),
    ...reasons.map(({ message }) => message),
  ];
  return containerItem(
    "CONTAINS",
    codes.measurementGroup,
    [
      ...tracking(imageName(image), group),
      ...algorithm(group),
      ...(anomaly
        ? [
            numberContent({
              concept: codes.anomalyScore,
              value: anomaly.value,
              unit: codes.noUnits,
              content: [measuredAt("POLYLINE", corners(image), image)],
            }),
            numberContent({
              concept: codes.pValue,
              value: anomaly.pValue,
              unit: codes.noUnits,
              content: [measuredAt("MULTIPOINT", corners(image), image)],
            }),
          ]
        : []),
      caption(imageName(image)),
      // One item: OHIF shows five lines of a group, comments before values.
      ...(cautions.length > 0
        ? [textContent("CONTAINS", codes.comment, `Caution: ${cautions.join(" ")}`)]
        : []),
    ],
    "1501",
  );
}

export interface SeriesSummary {
  readonly scored: number;
  readonly refused: number;
  /** Images above the threshold on the image's score. */
  readonly unusual: number;
  /** The image that scores highest. */
  readonly highest: ReportImage;
  readonly regions: number;
}

/** What holds for the series as a whole (DICOM PS3.16 TID 1501). */
export function seriesGroup(summary: SeriesSummary, group: TrackedGroup): DicomDataset {
  // Points, to which viewers add no text: there is text at the outline of the image's own score.
  const content = [measuredAt("MULTIPOINT", corners(summary.highest), summary.highest)];
  const count = (concept: Code, value: number) =>
    numberContent({ concept, value, unit: codes.images, content });
  const { anomaly } = summary.highest.result.scores;
  return containerItem(
    "CONTAINS",
    codes.measurementGroup,
    [
      ...tracking("Series", group),
      ...algorithm(group, algorithmParameters(group, group.threshold)),
      count(codes.scoredImages, summary.scored),
      count(codes.refusedImages, summary.refused),
      count(codes.unusualImages, summary.unusual),
      ...(anomaly
        ? [
            numberContent({
              concept: codes.highestScore,
              value: anomaly.value,
              unit: codes.noUnits,
              content,
            }),
          ]
        : []),
      textContent("CONTAINS", codes.comment, `${summary.regions} regions above the threshold`),
    ],
    "1501",
  );
}

function tracking(label: string, { trackingUid }: TrackedGroup): DicomDataset[] {
  return [
    textContent("HAS OBS CONTEXT", codes.trackingIdentifier, label),
    uidContent("HAS OBS CONTEXT", codes.trackingUid, trackingUid),
  ];
}

/** What a viewer writes at the group's place above its values. */
function caption(label: string): DicomDataset {
  return textContent("CONTAINS", codes.comment, `${label}. ${intendedUse}`);
}

/** DICOM PS3.16 TID 4019. */
function algorithm(
  { model, software, threshold }: TrackedGroup,
  parameters: readonly string[] = [`SHA-256 ${model.identity.sha256}`, `Threshold ${threshold}`],
): DicomDataset[] {
  const { id, version } = model.identity;
  return [
    textContent("HAS CONCEPT MOD", codes.algorithmName, `Residua ${id}`),
    textContent("HAS CONCEPT MOD", codes.algorithmVersion, `${version} in Residua ${software}`),
    ...parameters.map((parameter) => textContent("HAS CONCEPT MOD", codes.algorithmParameters, parameter)),
  ];
}

function sizes({ areaMm2, volumeMl }: Finding, content: readonly DicomDataset[]): DicomDataset[] {
  if (volumeMl !== undefined) {
    return [numberContent({ concept: codes.volume, value: volumeMl, unit: codes.millilitre, content })];
  }
  if (areaMm2 === undefined) return [];
  return [numberContent({ concept: codes.area, value: areaMm2, unit: codes.squareMillimetre, content })];
}

/** Corners of the rectangle around a finding on the image of its peak, where it has pixels there. */
function frameOf({ slices, peakImage, peakPoint }: Finding): PixelPoint[] {
  const { columns } = geometryOf(peakImage.image);
  const members = slices.find(({ image }) => image === peakImage)?.members;
  // The image's grid may be too coarse for the region to hold a pixel there.
  if (!members) return [peakPoint];
  let [left, right, top, bottom] = [columns, 0, Number.POSITIVE_INFINITY, 0];
  for (const index of members) {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    left = Math.min(left, column - 0.5);
    right = Math.max(right, column + 0.5);
    top = Math.min(top, row - 0.5);
    bottom = Math.max(bottom, row + 0.5);
  }
  return rectangle(left, right, top, bottom);
}

/**
 * Where a value was measured (DICOM PS3.16 TID 320). Each value has one: OHIF finds the images of a report by these
 * places alone, shows nothing of a report with a group that has none, and 3.11 fails at the first value without.
 */
function measuredAt(graphic: Graphic, points: readonly PixelPoint[], image: ReportImage): DicomDataset {
  const outline = { graphic, points, image: imageReference(image) };
  return outlineContent("INFERRED FROM", codes.sourceOfMeasurement, outline);
}

function corners(image: ReportImage): PixelPoint[] {
  const { rows, columns } = geometryOf(image);
  return rectangle(-0.5, columns - 0.5, -0.5, rows - 0.5);
}

function rectangle(left: number, right: number, top: number, bottom: number): PixelPoint[] {
  return [
    { column: left, row: top },
    { column: right, row: top },
    { column: right, row: bottom },
    { column: left, row: bottom },
  ];
}

function whereText({ peakImage, peakPoint, peakPosition, slices, areaPixels, areaMm2 }: Finding): string {
  const mm = (value: number) => value.toFixed(1);
  const place = peakPosition ? ` (${peakPosition.map(mm).join(", ")} mm in the patient)` : "";
  const peak = `Highest on ${imageName(peakImage.image).toLowerCase()} at column ${Math.round(peakPoint.column) + 1}, row ${Math.round(peakPoint.row) + 1}${place}`;
  const area = areaMm2 === undefined ? `${areaPixels} pixels` : `${mm(areaMm2)} mm2`;
  return slices.length === 1 ? peak : `${peak}. On ${slices.length} images, at most ${area} on one`;
}
