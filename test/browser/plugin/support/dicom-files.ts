import * as imageLoader from "@cornerstonejs/dicom-image-loader";
import { wadouri } from "@cornerstonejs/dicom-image-loader";
import { registerDefaultProviders } from "@cornerstonejs/metadata";
import dcmjs from "dcmjs";
import type { Frame } from "../../../../src/imaging/frame.ts";
import { startCornerstone } from "./slices.ts";

const { DicomDict, DicomMetaDictionary } = dcmjs.data;
const mrImageStorage = "1.2.840.10008.5.1.4.1.1.4";
/** Stored values are pixels minus the intercept, so that a LUT left out or applied twice shows. */
const intercept = -200;

/** The frame as a DICOM file with signed pixels and a rescale; loaded by Cornerstone's own loader. */
export async function addDicomFile(frame: Frame): Promise<string> {
  const { rows, columns, spacing, plane, tags, SOPInstanceUID } = frame;
  const stored = new DataView(new ArrayBuffer(rows * columns * 2));
  frame.pixels.forEach((value, index) => {
    stored.setInt16(2 * index, Math.round(value) - intercept, true);
  });
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: mrImageStorage,
      MediaStorageSOPInstanceUID: SOPInstanceUID,
      TransferSyntaxUID: "1.2.840.10008.1.2.1",
      ImplementationClassUID: "2.25.11",
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    SOPClassUID: mrImageStorage,
    SOPInstanceUID,
    StudyInstanceUID: "2.25.12",
    SeriesInstanceUID: "2.25.13",
    Modality: tags.modality,
    BodyPartExamined: tags.bodyPartExamined,
    SeriesDescription: tags.seriesDescription,
    PixelSpacing: [String(spacing!.row), String(spacing!.column)],
    ImagePositionPatient: plane!.position.map(String),
    ImageOrientationPatient: [...plane!.rowCosines, ...plane!.columnCosines].map(String),
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    RescaleSlope: "1",
    RescaleIntercept: String(intercept),
    WindowCenter: "400",
    WindowWidth: "900",
    PixelData: stored.buffer,
    _vrMap: { PixelData: "OW" },
  });
  return addFile(new File([file.write()], "slice.dcm"));
}

/** Any DICOM file, for Cornerstone's own loader. @returns its image id */
export async function addFile(file: File): Promise<string> {
  await startFiles();
  return wadouri.fileManager.add(file);
}

let started: Promise<void> | undefined;

function startFiles(): Promise<void> {
  started ??= (async () => {
    registerDefaultProviders();
    await startCornerstone();
    imageLoader.init({ maxWebWorkers: 1 });
  })();
  return started;
}
