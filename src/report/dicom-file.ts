import dcmjs from "dcmjs";
import dicomParser from "dicom-parser";
import { DicomError } from "../errors/index.ts";
import type { DicomDataset } from "./dataset.ts";

const { DicomDict, DicomMessage, DicomMetaDictionary } = dcmjs.data;
const explicitLittleEndian = "1.2.840.10008.1.2.1";
const deflatedLittleEndian = "1.2.840.10008.1.2.1.99";
/** Names the software that wrote a file (DICOM PS3.10 7.1): a UUID of its own under 2.25. */
const implementationClassUID = "2.25.190284755530012706432398153342012446071";

/** A DICOM file (PS3.10) in Explicit VR Little Endian. */
export function writeDicomFile(dataset: DicomDataset): Uint8Array<ArrayBuffer> {
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: dataset.SOPClassUID,
      MediaStorageSOPInstanceUID: dataset.SOPInstanceUID,
      TransferSyntaxUID: explicitLittleEndian,
      ImplementationClassUID: implementationClassUID,
      ImplementationVersionName: "RESIDUA",
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset(dataset);
  return new Uint8Array(file.write());
}

export interface ReadDatasetOptions {
  /** Leaves out the pixel data and what comes after it. */
  readonly withoutPixels?: boolean;
}

/** Reads a DICOM file's data set; text is decoded by its character set. @throws DicomError when it is damaged */
export function readDicomFile(bytes: Uint8Array, options: ReadDatasetOptions = {}): DicomDataset {
  return readDicomObject(bytes, options).dataset;
}

export interface ReadDicomObject {
  readonly dataset: DicomDataset;
  /** UID; empty where the file names none. */
  readonly transferSyntax: string;
}

/** The same, with what the file says of how it is encoded. @throws DicomError when it is damaged */
export function readDicomObject(
  bytes: Uint8Array,
  { withoutPixels = false }: ReadDatasetOptions = {},
): ReadDicomObject {
  try {
    const copy = bytes.slice().buffer;
    const file = DicomMessage.readFile(copy, withoutPixels ? { untilTag: "7FE00010" } : {});
    const { TransferSyntaxUID } = DicomMetaDictionary.naturalizeDataset(file.meta);
    const transferSyntax = typeof TransferSyntaxUID === "string" ? TransferSyntaxUID.trim() : "";
    if (!withoutPixels && transferSyntax !== deflatedLittleEndian) checkEnd(bytes);
    return { dataset: DicomMetaDictionary.naturalizeDataset(file.dict), transferSyntax };
  } catch (cause) {
    throw new DicomError("The DICOM file is damaged or ends early; fetch it again from its source.", {
      cause,
    });
  }
}

/** dcmjs fills up with zeros what a file that ends early lacks, and masks would lose their last regions unseen. */
function checkEnd(bytes: Uint8Array): void {
  try {
    dicomParser.parseDicom(bytes);
  } catch (thrown) {
    // The parser throws all it has read along with the reason; what the patient's file holds goes nowhere.
    throw thrown instanceof Object && "exception" in thrown ? thrown.exception : thrown;
  }
}
