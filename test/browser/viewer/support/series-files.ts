import dcmjs from "dcmjs";

const { DicomDict, DicomMetaDictionary } = dcmjs.data;
const mrImageStorage = "1.2.840.10008.5.1.4.1.1.4";
export const side = 16;

/** A small axial MR series: a bright spot on a ramp, so that windows and places show. */
export interface SeriesPlan {
  readonly series: string;
  readonly study?: string;
  readonly date?: string;
  readonly patient?: string;
  readonly frameOfReference?: string;
  readonly modality?: string;
  /** Places along the patient's axis, mm. */
  readonly places: readonly number[];
  readonly imageType?: readonly string[];
}

export function places(count: number, spacing: number, first = 0): number[] {
  return Array.from({ length: count }, (_, index) => first + index * spacing);
}

export function seriesFiles(plan: SeriesPlan): File[] {
  return plan.places.map((place, index) => {
    const dict = new DicomDict(
      DicomMetaDictionary.denaturalizeDataset({
        FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
        MediaStorageSOPClassUID: mrImageStorage,
        MediaStorageSOPInstanceUID: `2.25.1${plan.series}${index}`,
        TransferSyntaxUID: "1.2.840.10008.1.2.1",
        ImplementationClassUID: "2.25.11",
      }),
    );
    dict.dict = DicomMetaDictionary.denaturalizeDataset({
      SOPClassUID: mrImageStorage,
      SOPInstanceUID: `2.25.1${plan.series}${index}`,
      StudyInstanceUID: `2.25.2${plan.study ?? "1"}`,
      SeriesInstanceUID: `2.25.3${plan.series}`,
      FrameOfReferenceUID: `2.25.4${plan.frameOfReference ?? "1"}`,
      ImageType: [...(plan.imageType ?? ["ORIGINAL", "PRIMARY", "M_SE"])],
      StudyDate: plan.date ?? "20250101",
      Modality: plan.modality ?? "MR",
      SeriesDescription: `series ${plan.series}`,
      PatientID: plan.patient ?? "phantom",
      PatientName: "Phantom^Test",
      InstanceNumber: String(index + 1),
      PixelSpacing: ["2", "2"],
      ImagePositionPatient: ["-15", "-15", String(place)],
      ImageOrientationPatient: ["1", "0", "0", "0", "1", "0"],
      SamplesPerPixel: 1,
      PhotometricInterpretation: "MONOCHROME2",
      Rows: side,
      Columns: side,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 0,
      WindowCenter: "500",
      WindowWidth: "1000",
      PixelData: pixels(index).buffer,
      _vrMap: { PixelData: "OW" },
    });
    return new File([dict.write()], `${plan.series}-${index}.dcm`);
  });
}

function pixels(index: number): Uint16Array {
  return Uint16Array.from({ length: side * side }, (_, at) => 40 * Math.floor(at / side) + 20 * index);
}
