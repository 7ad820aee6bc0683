import dcmjs from "dcmjs";
import type { SourceSlice } from "./source-series.ts";
import { uidFromName } from "./uid.ts";

export interface SliceToWrite {
  /** Where geometry and acquisition come from. */
  readonly source: SourceSlice;
  /** [rows, columns], stored values. */
  readonly pixels: Int16Array;
  readonly SOPInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly StudyInstanceUID: string;
  readonly FrameOfReferenceUID: string;
  readonly seriesDescription: string;
  readonly instanceNumber: number;
  /** mm between slice centres. */
  readonly slicePitch: number;
  readonly window: { readonly centre: number; readonly width: number };
  /** Present when the pixels are not the scanner's. */
  readonly derivation?: { readonly description: string; readonly sourceUID: string };
}

const { DicomDict, DicomMetaDictionary } = dcmjs.data;
const mrImageStorage = "1.2.840.10008.5.1.4.1.1.4";
const explicitLittleEndian = "1.2.840.10008.1.2.1";

/** A complete MR Image (DICOM PS3.3 A.4) in Explicit VR Little Endian, without a word about the patient. */
export function writeSlice(slice: SliceToWrite): Uint8Array<ArrayBuffer> {
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: mrImageStorage,
      MediaStorageSOPInstanceUID: slice.SOPInstanceUID,
      TransferSyntaxUID: explicitLittleEndian,
      ImplementationClassUID: uidFromName("implementation"),
      ImplementationVersionName: "RESIDUA",
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    ...identity(slice),
    ...acquisition(slice),
    ...geometry(slice),
    ...pixelData(slice),
    ...derivation(slice),
  });
  return new Uint8Array(file.write());
}

function identity(slice: SliceToWrite) {
  return {
    SOPClassUID: mrImageStorage,
    SOPInstanceUID: slice.SOPInstanceUID,
    StudyInstanceUID: slice.StudyInstanceUID,
    SeriesInstanceUID: slice.SeriesInstanceUID,
    FrameOfReferenceUID: slice.FrameOfReferenceUID,
    StudyDate: "",
    StudyTime: "",
    AccessionNumber: "",
    ReferringPhysicianName: "",
    PatientName: "Residua^Sample",
    PatientID: "SAMPLE",
    PatientBirthDate: "",
    PatientSex: "",
    PatientIdentityRemoved: "YES",
    DeidentificationMethod: "All attributes but geometry and acquisition left out",
    StudyID: "1",
    SeriesNumber: 1,
    InstanceNumber: slice.instanceNumber,
    PositionReferenceIndicator: "",
  };
}

function acquisition({ source, seriesDescription }: SliceToWrite) {
  const { text } = source;
  return {
    Modality: "MR",
    Manufacturer: text("x00080070"),
    ManufacturerModelName: text("x00081090"),
    StudyDescription: text("x00081030"),
    SeriesDescription: seriesDescription,
    ProtocolName: text("x00181030"),
    BodyPartExamined: "BRAIN",
    ScanningSequence: text("x00180020"),
    SequenceVariant: text("x00180021"),
    ScanOptions: text("x00180022"),
    MRAcquisitionType: text("x00180023"),
    SequenceName: text("x00180024"),
    SliceThickness: text("x00180050"),
    RepetitionTime: text("x00180080"),
    EchoTime: text("x00180081"),
    NumberOfAverages: text("x00180083"),
    MagneticFieldStrength: text("x00180087"),
    EchoTrainLength: text("x00180091"),
    FlipAngle: text("x00181314"),
    PatientPosition: text("x00185100"),
  };
}

function geometry({ source, slicePitch }: SliceToWrite) {
  const { text } = source;
  return {
    // The scanner wrote the gap here; the standard asks for the distance between centres (PS3.3 C.8.3.1).
    SpacingBetweenSlices: slicePitch.toFixed(4),
    SliceLocation: text("x00201041"),
    ImagePositionPatient: text("x00200032").split("\\"),
    ImageOrientationPatient: text("x00200037").split("\\"),
    PixelSpacing: text("x00280030").split("\\"),
  };
}

function pixelData({ source, pixels, window }: SliceToWrite) {
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Rows: source.rows,
    Columns: source.columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    WindowCenter: window.centre,
    WindowWidth: window.width,
    PixelData: littleEndian(pixels),
    _vrMap: { PixelData: "OW" },
  };
}

function derivation({ derivation: derived }: SliceToWrite) {
  if (derived === undefined) return { ImageType: ["ORIGINAL", "PRIMARY", "OTHER"] };
  return {
    ImageType: ["DERIVED", "PRIMARY", "OTHER"],
    DerivationDescription: derived.description,
    SourceImageSequence: [
      { ReferencedSOPClassUID: mrImageStorage, ReferencedSOPInstanceUID: derived.sourceUID },
    ],
  };
}

function littleEndian(pixels: Int16Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(pixels.length * 2));
  pixels.forEach((value, i) => {
    view.setInt16(2 * i, value, true);
  });
  return view.buffer;
}
