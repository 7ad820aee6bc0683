import { DataError, NotApplicableError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import type { Writing } from "./common-modules.ts";
import { type DicomDataset, text } from "./dataset.ts";
import { type Finding, findFindings } from "./findings.ts";
import { chooseKeyImages, type StackFindings } from "./key-images/choose-key-images.ts";
import { makeKeyImage } from "./key-images/make-key-image.ts";
import { makeLabelmap } from "./labelmap.ts";
import { imageGroup, regionGroup, type SegmentedFinding, seriesGroup } from "./measurement-groups.ts";
import { makeParametricMap } from "./parametric-map.ts";
import type { ReportImage } from "./report-image.ts";
import { makeSegmentation, type SegmentationOptions } from "./segmentation.ts";
import { makeStacks, type Stack } from "./stacks.ts";
import { makeStructuredReport, type StoredObject, storedObject } from "./structured-report.ts";
import { deriveUid } from "./uid.ts";

export interface SeriesReportOptions extends Writing {
  /** Scored images of one series; those that the model refused may be among them. */
  readonly images: readonly ReportImage[];
  /** On the anomaly map. Default: the model's calibrated one. */
  readonly threshold?: number;
  /** Earlier reports of the same images, which this one takes the place of. */
  readonly predecessors?: readonly StoredObject[];
  /** Whether to write the anomaly maps too. Default false. */
  readonly withMaps?: boolean;
  /** Whether to write the segmentations as label maps too. Default false. */
  readonly withLabelmaps?: boolean;
  /** Fetches an image's pixels. With it key images are written; it is asked for those few alone. */
  readonly pixelsOf?: (image: ReportImage) => Promise<Frame>;
  readonly signal?: AbortSignal;
}

/** What is written of a series. The same images, model and threshold give the same UIDs. */
export interface SeriesReport {
  /** One for each size and orientation of images that has regions; none where there are no regions. */
  readonly segmentations: readonly DicomDataset[];
  readonly structuredReport: DicomDataset;
  /** The anomaly map of each stack of images that have a place in the patient. Large: four bytes a pixel. */
  readonly parametricMaps: readonly DicomDataset[];
  /** The same regions as `segmentations`, in the same order. */
  readonly labelmaps: readonly DicomDataset[];
  /** Of the images where regions peak, at most ten; of the highest scoring one where there are no regions. */
  readonly keyImages: readonly DicomDataset[];
  readonly findings: readonly Finding[];
  /** Where each region is, for tables. */
  readonly segmented: readonly SegmentedFinding[];
  readonly threshold: number;
}

/** Far behind what scanners and workstations number. */
const seriesNumbers = {
  segmentation: 9100,
  labelmap: 9150,
  report: 9200,
  map: 9300,
  keyImages: 9400,
} as const;

/**
 * Writes a series' result as Segmentations and a Structured Report.
 *
 * @throws NotApplicableError where no image has a score; DataError where the images are not of one series and model, or
 *   the source does not name its instances; the signal's reason when aborted
 */
export async function makeSeriesReport(options: SeriesReportOptions): Promise<SeriesReport> {
  const { model, signal, predecessors = [] } = options;
  const threshold = options.threshold ?? model.threshold.value;
  const scored = options.images.filter(({ result }) => result.applicability.outcome !== "refused");
  checkImages(options.images, model.identity.sha256);
  if (scored.length === 0) {
    throw new NotApplicableError(
      "The model has no score for any of these images, so there is nothing to report.",
    );
  }
  const series = text(scored[0]!.dataset, "SeriesInstanceUID")!;
  const uid = (...parts: readonly (string | number)[]) =>
    deriveUid(...parts, series, model.identity.sha256, threshold);
  const instances = imageKeys(options.images);
  const writing = { model, software: options.software, date: options.date };

  const segmented: SegmentedFinding[] = [];
  const segmentations: DicomDataset[] = [];
  const labelmaps: DicomDataset[] = [];
  const parametricMaps: DicomDataset[] = [];
  const found: StackFindings[] = [];
  const trackingUids = new Map<Finding, string>();
  for (const [index, stack] of makeStacks(scored, threshold).entries()) {
    signal?.throwIfAborted();
    if (options.withMaps && stack.images[0]!.geometry.plane) {
      const mapUid = await uid("map", ...stackKeys(stack));
      parametricMaps.push(
        makeParametricMap({
          ...writing,
          stack,
          SOPInstanceUID: mapUid,
          SeriesInstanceUID: await uid("map-series", index),
          SeriesNumber: seriesNumbers.map + index,
          DimensionOrganizationUID: await uid("dimensions", mapUid),
        }),
      );
    }
    const findings = findFindings(stack, threshold);
    found.push({ stack, findings });
    if (findings.length === 0) continue;
    const SOPInstanceUID = await uid("segmentation", ...stackKeys(stack));
    for (const finding of findings) {
      trackingUids.set(finding, await uid("region", SOPInstanceUID, finding.number));
    }
    const segmentation: SegmentationOptions = {
      ...writing,
      stack,
      findings,
      threshold,
      SOPInstanceUID,
      SeriesInstanceUID: await uid("segmentation-series", index),
      SeriesNumber: seriesNumbers.segmentation + index,
      DimensionOrganizationUID: await uid("dimensions", SOPInstanceUID),
      trackingUid: (finding) => trackingUids.get(finding)!,
    };
    segmentations.push(makeSegmentation(segmentation));
    if (options.withLabelmaps) {
      const labelmapUid = await uid("labelmap", ...stackKeys(stack));
      labelmaps.push(
        makeLabelmap({
          ...segmentation,
          SOPInstanceUID: labelmapUid,
          SeriesInstanceUID: await uid("labelmap-series", index),
          SeriesNumber: seriesNumbers.labelmap + index,
          DimensionOrganizationUID: await uid("dimensions", labelmapUid),
        }),
      );
    }
    let frame = 1;
    for (const finding of findings) {
      const frames = finding.slices.map(() => frame++);
      segmented.push({
        finding,
        segmentationUid: SOPInstanceUID,
        trackingUid: trackingUids.get(finding)!,
        frames,
      });
    }
  }

  const group = async (...parts: readonly (string | number)[]) => ({
    ...writing,
    threshold,
    trackingUid: await uid("group", ...parts),
  });
  // The regions first: a viewer opens a report at its first measurement.
  const groups: DicomDataset[] = [];
  for (const region of segmented) {
    groups.push(regionGroup(region, { ...writing, threshold, trackingUid: region.trackingUid }));
  }
  groups.push(seriesGroup(summarise(options, scored, segmented.length), await group("series")));
  for (const image of scored) groups.push(imageGroup(image, await group("image", imageKey(image))));
  const reportUid = await uid("report", ...instances);
  const structuredReport = makeStructuredReport({
    ...writing,
    images: scored,
    groups,
    predecessors: predecessors.filter(({ SOPInstanceUID }) => SOPInstanceUID !== reportUid),
    segmentations: segmentations.map(storedObject),
    SOPInstanceUID: reportUid,
    SeriesInstanceUID: await uid("report-series"),
    SeriesNumber: seriesNumbers.report,
    deviceUid: await deriveUid("device", model.identity.sha256),
  });
  return {
    segmentations,
    structuredReport,
    parametricMaps,
    labelmaps,
    keyImages: await keyImages(options, found, threshold, uid),
    findings: segmented.map(({ finding }) => finding),
    segmented,
    threshold,
  };
}

async function keyImages(
  { images, pixelsOf, model, software, date, signal }: SeriesReportOptions,
  found: readonly StackFindings[],
  threshold: number,
  uid: (...parts: readonly (string | number)[]) => Promise<string>,
): Promise<DicomDataset[]> {
  if (!pixelsOf) return [];
  const written: DicomDataset[] = [];
  for (const [index, chosen] of chooseKeyImages(found).entries()) {
    signal?.throwIfAborted();
    const { image } = chosen.image;
    written.push(
      makeKeyImage({
        model,
        software,
        date,
        chosen,
        frame: await pixelsOf(image),
        threshold,
        SOPInstanceUID: await uid("key-image", imageKey(image), ...imageKeys(images)),
        SeriesInstanceUID: await uid("key-image-series"),
        SeriesNumber: seriesNumbers.keyImages,
        InstanceNumber: index + 1,
      }),
    );
  }
  return written;
}

function summarise({ images, model }: SeriesReportOptions, scored: readonly ReportImage[], regions: number) {
  const value = ({ result }: ReportImage) => result.scores.anomaly?.value ?? Number.NEGATIVE_INFINITY;
  return {
    scored: scored.length,
    refused: images.length - scored.length,
    unusual: scored.filter((image) => value(image) > model.imageThreshold.value).length,
    highest: scored.reduce((best, image) => (value(image) > value(best) ? image : best)),
    regions,
  };
}

function checkImages(images: readonly ReportImage[], model: string): void {
  const uids = ["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID"] as const;
  for (const { dataset, result } of images) {
    const missing = uids.find((keyword) => text(dataset, keyword) === undefined);
    if (missing !== undefined) {
      throw new DataError(
        `An image has no ${missing}, so a report cannot refer to it; fetch it again from its source.`,
      );
    }
    if (text(dataset, "SeriesInstanceUID") !== text(images[0]!.dataset, "SeriesInstanceUID")) {
      throw new DataError("These images are not of one series; report each series by itself.");
    }
    if (result.model.sha256 !== model) {
      throw new DataError("These images were scored with different models; score the series again with one.");
    }
  }
}

function imageKey({ dataset, frameNumber }: ReportImage): string {
  return `${text(dataset, "SOPInstanceUID")}/${frameNumber}`;
}

function imageKeys(images: readonly ReportImage[]): string[] {
  return images.map(imageKey).sort();
}

/** Tells the stacks of one series apart. */
function stackKeys({ images }: Stack): string[] {
  return imageKeys(images.map(({ image }) => image));
}
