import type { Frame } from "../../imaging/frame.ts";
import { codeItem, codes } from "../codes.ts";
import {
  commonModules,
  dateAndTime,
  intendedUse,
  lossyCompression,
  type Writing,
} from "../common-modules.ts";
import { type DicomDataset, decimal, text } from "../dataset.ts";
import { imageName } from "../image-name.ts";
import { imageReference } from "../report-image.ts";
import type { ChosenImage } from "./choose-key-images.ts";
import { drawKeyImage } from "./draw-key-image.ts";
import { patientOrientation } from "./patient-orientation.ts";

export const secondaryCaptureStorage = "1.2.840.10008.5.1.4.1.1.7";

export interface KeyImageOptions extends Writing {
  readonly chosen: ChosenImage;
  /** The source's pixels. */
  readonly frame: Frame;
  readonly threshold: number;
  readonly SOPInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SeriesNumber: number;
  /** From 1, in the order of the series. */
  readonly InstanceNumber: number;
}

/**
 * A key image as a Secondary Capture (DICOM PS3.3 A.8.1), RGB: the source with heatmap and outlines burned in, for
 * systems that show nothing else. Nothing of the patient or the study is written into the pixels.
 */
export function makeKeyImage(options: KeyImageOptions): DicomDataset {
  const { chosen, frame, threshold, model, software, date } = options;
  const { image, geometry } = chosen.image;
  const { id, version, sha256 } = model.identity;
  const { picture, enlargement } = drawKeyImage({
    image: chosen.image,
    frame,
    regions: chosen.regions,
    threshold,
    display: displayOf(options),
    unit: (model.maps.anomaly?.unit ?? "").replace("σ", "SD"),
    headline: intendedUse,
    lines: [
      `Residua ${software}, model ${id} ${version}`,
      `SHA-256 ${sha256}`,
      `${imageName(image)}. ${found(options)}`,
    ],
  });
  const { day, time } = dateAndTime(date);
  const source = image.dataset;
  return {
    ...commonModules(
      source,
      {
        SOPClassUID: secondaryCaptureStorage,
        SOPInstanceUID: options.SOPInstanceUID,
        SeriesInstanceUID: options.SeriesInstanceUID,
        Modality: text(source, "Modality") ?? "OT",
        SeriesNumber: options.SeriesNumber,
        kind: "key images",
      },
      options,
    ),
    InstanceNumber: options.InstanceNumber,
    // The standard asks for the side of a paired part of the body; only the source may know it.
    Laterality: text(source, "Laterality") ?? null,
    ...(text(source, "ImageLaterality") ? { ImageLaterality: text(source, "ImageLaterality") } : {}),
    ConversionType: "WSD",
    DateOfSecondaryCapture: day,
    TimeOfSecondaryCapture: time,
    ImageType: ["DERIVED", "SECONDARY"],
    PatientOrientation: geometry.plane
      ? patientOrientation(geometry.plane.orientation)
      : (source.PatientOrientation ?? null),
    DerivationDescription: `Heatmap above ${decimal(threshold)}, outlines of regions, scales and the model's name burned into the pixels; enlarged ${enlargement} times. ${intendedUse}`,
    DerivationCodeSequence: [codeItem(codes.spatialResampling), codeItem(codes.segmentation)],
    SourceImageSequence: [
      { ...imageReference(image), PurposeOfReferenceCodeSequence: [codeItem(codes.sourceImage)] },
    ],
    ImageComments: `${intendedUse}. Research use. ${id} ${version}, SHA-256 ${sha256}. ${found(options)}`,
    ...lossyCompression([source]),
    BurnedInAnnotation: burnedIn(source),
    SamplesPerPixel: 3,
    PhotometricInterpretation: "RGB",
    PlanarConfiguration: 0,
    Rows: picture.height,
    Columns: picture.width,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    ...(geometry.spacing
      ? {
          PixelSpacing: [
            decimal(geometry.spacing.row / enlargement),
            decimal(geometry.spacing.column / enlargement),
          ],
        }
      : {}),
    PixelData: picture.data.buffer,
    _vrMap: { PixelData: "OB" },
  };
}

/**
 * Burned In Annotation tells whether the pixels identify the patient (DICOM PS3.3 C.7.6.1). What is written here does
 * not: NO where the source says so of its own pixels. Where the source is silent, its pixels may, and YES is the answer
 * that nobody is harmed by.
 */
function burnedIn(source: DicomDataset): "YES" | "NO" {
  return text(source, "BurnedInAnnotation") === "NO" ? "NO" : "YES";
}

function displayOf({ model, threshold }: KeyImageOptions) {
  return model.maps.anomaly?.display ?? { lower: 0, upper: 2 * Math.abs(threshold) || 1 };
}

function found({ chosen, threshold }: KeyImageOptions): string {
  const { anomaly } = chosen.image.image.result.scores;
  const score = anomaly
    ? `Anomaly score ${anomaly.value.toPrecision(4)}, p ${anomaly.pValue.toPrecision(2)}. `
    : "";
  const numbers = chosen.regions.map(({ number }) => number).join(", ");
  const regions = numbers === "" ? "No region" : `Regions ${numbers}`;
  return `${score}${regions} above ${Number(threshold.toPrecision(4))}`;
}
