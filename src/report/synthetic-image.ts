import { dateAndTime, intendedUse } from "./common-modules.ts";
import { atMost, type DicomDataset } from "./dataset.ts";
import { secondaryCaptureStorage } from "./key-images/make-key-image.ts";

export interface SyntheticImage {
  /** [height, width] in [0, 1]; what lies outside is written as the nearest end. */
  readonly pixels: ArrayLike<number>;
  readonly height: number;
  readonly width: number;
  readonly model: { readonly id: string; readonly version: string; readonly sha256: string };
  /** How it came about, as "sample 3 from the prior, temperature 1, seed 1". */
  readonly description: string;
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  /** From 1. */
  readonly InstanceNumber: number;
  /** Version of Residua. */
  readonly software: string;
  readonly date: Date;
}

/**
 * An image that a network drew, as a Secondary Capture (DICOM PS3.3 A.8.1) that nobody can take for one of a patient:
 * derived, of the modality "other", without frame of reference and spacing, and named synthetic wherever text is shown.
 */
export function makeSyntheticImage(image: SyntheticImage): DicomDataset {
  const { model, height, width, date } = image;
  const { day, time } = dateAndTime(date);
  const name = `${model.id} ${model.version}`;
  return {
    SOPClassUID: secondaryCaptureStorage,
    SOPInstanceUID: image.SOPInstanceUID,
    StudyInstanceUID: image.StudyInstanceUID,
    SeriesInstanceUID: image.SeriesInstanceUID,
    PatientName: "SYNTHETIC^NO PATIENT",
    PatientID: "RESIDUA-SYNTHETIC",
    PatientBirthDate: null,
    PatientSex: null,
    PatientComments: "Drawn by a neural network. There is no such patient.",
    StudyDate: day,
    StudyTime: time,
    StudyID: null,
    AccessionNumber: null,
    ReferringPhysicianName: null,
    StudyDescription: atMost(64, `Synthetic images, ${name}`),
    SeriesDescription: atMost(64, `Synthetic images, ${name}`),
    SeriesNumber: 1,
    InstanceNumber: image.InstanceNumber,
    Modality: "OT",
    Laterality: null,
    ContentDate: day,
    ContentTime: time,
    Manufacturer: "Residua",
    ManufacturerModelName: "Residua",
    DeviceSerialNumber: model.sha256,
    SoftwareVersions: [image.software, atMost(64, name)],
    ConversionType: "WSD",
    ImageType: ["DERIVED", "SECONDARY", "SYNTHETIC"],
    PatientOrientation: null,
    DerivationDescription: atMost(1024, `Synthetic: ${image.description}. ${intendedUse}`),
    ImageComments: `Synthetic, of no patient. ${intendedUse}. ${name}, SHA-256 ${model.sha256}. ${image.description}`,
    BurnedInAnnotation: "NO",
    LossyImageCompression: "00",
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Rows: height,
    Columns: width,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    WindowCenter: 128,
    WindowWidth: 256,
    PixelData: evenLength(
      Uint8Array.from(image.pixels, (value) => Math.min(255, Math.max(0, Math.round(255 * value)))),
    ).buffer,
    _vrMap: { PixelData: "OB" },
  };
}

/** DICOM PS3.5 7.1.1. */
function evenLength(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const padded = new Uint8Array(bytes.length + 1);
  padded.set(bytes);
  return padded;
}
