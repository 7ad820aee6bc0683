import type { DataSet } from "dicom-parser";
import { DicomError } from "../../errors/index.ts";

/** Storage SOP classes that hold no grey-scale image of the patient (DICOM PS3.6 Annex A), by prefix. */
const others: readonly (readonly [prefix: string, what: string])[] = [
  ["1.2.840.10008.5.1.4.1.1.104.", "an encapsulated document (PDF, CDA or a 3D model)"],
  ["1.2.840.10008.5.1.4.1.1.481.2", "a radiotherapy dose"],
  ["1.2.840.10008.5.1.4.1.1.481.3", "a radiotherapy structure set"],
  ["1.2.840.10008.5.1.4.1.1.481.5", "a radiotherapy plan"],
  ["1.2.840.10008.5.1.4.1.1.481.", "a radiotherapy object"],
  ["1.2.840.10008.5.1.4.1.1.88.", "a structured report"],
  ["1.2.840.10008.5.1.4.1.1.66.", "a segmentation, registration or other derived object"],
  ["1.2.840.10008.5.1.4.1.1.11.", "a presentation state"],
  ["1.2.840.10008.5.1.4.1.1.9.", "a waveform (ECG, audio)"],
  ["1.2.840.10008.1.3.10", "a DICOMDIR, the index of a disc; choose the image files beside it"],
];
/** RT Image is a radiograph, though it lies among the radiotherapy objects. */
const rtImage = "1.2.840.10008.5.1.4.1.1.481.1";

/** @throws DicomError when the SOP class is one that is not an image */
export function refuseNonImage(dataSet: DataSet): void {
  const uid = dataSet.string("x00080016") ?? dataSet.string("x00020002") ?? "";
  if (uid === rtImage) return;
  const found = others.find(([prefix]) => uid.startsWith(prefix));
  if (found === undefined) return;
  throw new DicomError(`The DICOM file holds ${found[1]}, not an image that Residua reads.`, {
    details: { SOPClassUID: uid.slice(0, 64) },
  });
}
