import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import dcmjs from "dcmjs";
import type { Frame } from "../../../src/imaging/frame.ts";

const { DicomDict, DicomMetaDictionary } = dcmjs.data;
const mrImageStorage = "1.2.840.10008.5.1.4.1.1.4";
const radiographStorage = "1.2.840.10008.5.1.4.1.1.1.1";

/** Writes frames as the DICOM files of one series, 16 bits without compression. @returns the paths, in order */
export async function writeSeries(frames: Iterable<Frame>, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const frame of frames) {
    const path = join(folder, `${String(paths.length + 1).padStart(4, "0")}.dcm`);
    await writeFile(path, fileOf(frame, paths.length + 1));
    paths.push(path);
  }
  return paths;
}

function fileOf({ pixels, rows, columns, spacing, plane, tags, SOPInstanceUID }: Frame, instance: number) {
  const SOPClassUID = tags.modality === "MR" ? mrImageStorage : radiographStorage;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: SOPClassUID,
      MediaStorageSOPInstanceUID: SOPInstanceUID,
      TransferSyntaxUID: "1.2.840.10008.1.2.1",
      ImplementationClassUID: "2.25.11",
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    SOPClassUID,
    SOPInstanceUID,
    StudyInstanceUID: "2.25.12",
    SeriesInstanceUID: "2.25.13",
    FrameOfReferenceUID: "2.25.14",
    InstanceNumber: String(instance),
    Modality: tags.modality,
    BodyPartExamined: tags.bodyPartExamined,
    SeriesDescription: tags.seriesDescription,
    ...(tags.viewPosition ? { ViewPosition: tags.viewPosition } : {}),
    ...(spacing ? { PixelSpacing: [String(spacing.row), String(spacing.column)] } : {}),
    ...(plane
      ? {
          ImagePositionPatient: plane.position.map(String),
          ImageOrientationPatient: [...plane.rowCosines, ...plane.columnCosines].map(String),
        }
      : {}),
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    WindowCenter: "400",
    WindowWidth: "900",
    PixelData: Uint16Array.from(pixels, Math.round).buffer,
    _vrMap: { PixelData: "OW" },
  });
  return Buffer.from(file.write());
}
