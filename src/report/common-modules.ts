import { atMost, type DicomDataset, text } from "./dataset.ts";
import type { ReportModel } from "./report-image.ts";
import { patientAndStudy } from "./source-attributes.ts";

/** Goes with every result. */
export const intendedUse = "Not for diagnostic use";

export interface Writing {
  readonly model: ReportModel;
  /** Version of Residua. */
  readonly software: string;
  /** When it is written; of its clock's time zone. */
  readonly date: Date;
}

export interface SeriesAndInstance {
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly Modality: string;
  readonly SeriesNumber: number;
  readonly kind: string;
}

/** Patient, study, series, equipment and SOP common (DICOM PS3.3 C.7.1 to C.7.5, C.12.1). */
export function commonModules(
  source: DicomDataset,
  { kind, ...object }: SeriesAndInstance,
  { model, software, date }: Writing,
): DicomDataset {
  const { day, time } = dateAndTime(date);
  return {
    ...patientAndStudy(source),
    ...object,
    InstanceNumber: 1,
    SeriesDescription: atMost(64, `Residua ${kind}, ${model.identity.id} ${model.identity.version}`),
    SeriesDate: day,
    SeriesTime: time,
    ContentDate: day,
    ContentTime: time,
    InstanceCreationDate: day,
    InstanceCreationTime: time,
    Manufacturer: "Residua",
    ManufacturerModelName: "Residua",
    // The weights are what makes one device of this kind differ from another.
    DeviceSerialNumber: model.identity.sha256,
    SoftwareVersions: [software, atMost(64, `${model.identity.id} ${model.identity.version}`)],
  };
}

export function dateAndTime(date: Date): { readonly day: string; readonly time: string } {
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    day: `${String(date.getFullYear()).padStart(4, "0")}${two(date.getMonth() + 1)}${two(date.getDate())}`,
    time: `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`,
  };
}

/** What was lost before is lost in what is derived (DICOM PS3.3 C.7.6.1.1.5). */
export function lossyCompression(sources: readonly DicomDataset[]): DicomDataset {
  const lossy = sources.find((source) => text(source, "LossyImageCompression") === "01");
  if (!lossy) return { LossyImageCompression: "00" };
  const { LossyImageCompressionRatio: ratio, LossyImageCompressionMethod: method } = lossy;
  return {
    LossyImageCompression: "01",
    ...(ratio === undefined || ratio === null ? {} : { LossyImageCompressionRatio: ratio }),
    ...(method === undefined || method === null ? {} : { LossyImageCompressionMethod: method }),
  };
}

/** The model, the threshold and whom it was calibrated on, each a sentence. */
export function algorithmParameters({ model }: Pick<Writing, "model">, threshold: number): string[] {
  const { identity, population, imageThreshold } = model;
  return [
    `Model ${identity.id} ${identity.version}, SHA-256 ${identity.sha256}`,
    `Threshold ${threshold} on the anomaly map; ${unitText(model)}`,
    `Image threshold ${imageThreshold.value}, a false positive rate of ${imageThreshold.falsePositiveRate} on healthy images`,
    `Calibrated on ${population.images} healthy images of ${population.patients} patients: ${population.description}`,
    `Research use. ${intendedUse}`,
  ];
}

function unitText({ maps, threshold }: ReportModel): string {
  const unit = maps.anomaly?.unit;
  const calibrated = `calibrated: ${threshold.value}, exceeded by ${100 * threshold.falsePositivePixels} % of healthy pixels`;
  return unit === undefined ? calibrated : `unit ${unit}; ${calibrated}`;
}
