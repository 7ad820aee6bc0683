import type { DicomDataset } from "./dataset.ts";

/** A coded concept (DICOM PS3.3 8.8). */
export interface Code {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

const code = (value: string, scheme: string, meaning: string): Code => ({ value, scheme, meaning });

/** Residua's own concepts: no published code names the value of an anomaly map. */
export const privateScheme = {
  designator: "99RESIDUA",
  name: "Concepts of Residua",
  organization: "Residua",
} as const;

/** DICOM PS3.16, SNOMED CT, UCUM, and Residua's own. */
export const codes = {
  // An anomaly model says that something differs from healthy anatomy, not what it is (CID 7150).
  abnormalStructure: code("49755003", "SCT", "Morphologically Abnormal Structure"),
  artificialIntelligence: code("123109", "DCM", "Artificial Intelligence"),
  segmentation: code("113076", "DCM", "Segmentation"),
  spatialResampling: code("113085", "DCM", "Spatial resampling"),
  quantity: code("246205007", "SCT", "Quantity"),
  sourceImage: code("121322", "DCM", "Source image for image processing operation"),

  measurementReport: code("126000", "DCM", "Imaging Measurement Report"),
  language: code("121049", "DCM", "Language of Content Item and Descendants"),
  english: code("en-US", "RFC5646", "English (United States)"),
  observerType: code("121005", "DCM", "Observer Type"),
  device: code("121007", "DCM", "Device"),
  deviceUid: code("121012", "DCM", "Device Observer UID"),
  deviceName: code("121013", "DCM", "Device Observer Name"),
  deviceManufacturer: code("121014", "DCM", "Device Observer Manufacturer"),
  deviceModel: code("121015", "DCM", "Device Observer Model Name"),
  deviceSerial: code("121016", "DCM", "Device Observer Serial Number"),
  procedureReported: code("121058", "DCM", "Procedure reported"),
  imagingProcedure: code("363679005", "SCT", "Imaging procedure"),
  imageLibrary: code("111028", "DCM", "Image Library"),
  imageLibraryGroup: code("126200", "DCM", "Image Library Group"),
  imagingMeasurements: code("126010", "DCM", "Imaging Measurements"),
  measurementGroup: code("125007", "DCM", "Measurement Group"),
  trackingIdentifier: code("112039", "DCM", "Tracking Identifier"),
  trackingUid: code("112040", "DCM", "Tracking Unique Identifier"),
  findingCategory: code("276214006", "SCT", "Finding category"),
  finding: code("121071", "DCM", "Finding"),
  referencedSegment: code("121191", "DCM", "Referenced Segment"),
  referencedSegmentationFrame: code("121214", "DCM", "Referenced Segmentation Frame"),
  segmentationSource: code("121233", "DCM", "Source image for segmentation"),
  sourceOfMeasurement: code("121112", "DCM", "Source of Measurement"),
  algorithmName: code("111001", "DCM", "Algorithm Name"),
  algorithmParameters: code("111002", "DCM", "Algorithm Parameters"),
  algorithmVersion: code("111003", "DCM", "Algorithm Version"),
  comment: code("121106", "DCM", "Comment"),
  area: code("42798000", "SCT", "Area"),
  volume: code("118565006", "SCT", "Volume"),
  pValue: code("C44185", "NCIt", "P-Value"),

  anomaly: code("anomaly", privateScheme.designator, "Anomaly map value"),
  meanAnomaly: code("anomaly-mean", privateScheme.designator, "Mean anomaly"),
  peakAnomaly: code("anomaly-peak", privateScheme.designator, "Peak anomaly"),
  peakPlace: code("peak-place", privateScheme.designator, "Place of the peak"),
  highestScore: code("highest-score", privateScheme.designator, "Highest image anomaly score"),
  anomalyMap: code("anomaly-map", privateScheme.designator, "Anomaly map"),
  anomalyScore: code("anomaly-score", privateScheme.designator, "Image anomaly score"),
  scoredImages: code("scored-images", privateScheme.designator, "Images scored"),
  unusualImages: code("unusual-images", privateScheme.designator, "Images above the image threshold"),
  refusedImages: code("refused-images", privateScheme.designator, "Images without a score"),

  squareMillimetre: code("mm2", "UCUM", "square millimeter"),
  millilitre: code("ml", "UCUM", "milliliter"),
  noUnits: code("1", "UCUM", "no units"),
  images: code("{images}", "UCUM", "images"),
} as const satisfies Record<string, Code>;

/** One item of a code sequence. */
export function codeItem({ value, scheme, meaning }: Code): DicomDataset {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}
