import { codes, privateScheme } from "./codes.ts";
import { commonModules, intendedUse, type Writing } from "./common-modules.ts";
import {
  codeContent,
  container,
  containerItem,
  imageContent,
  textContent,
  uidContent,
} from "./content-items.ts";
import { type DicomDataset, text } from "./dataset.ts";
import { imageReference, type ReportImage } from "./report-image.ts";

export const comprehensive3dStorage = "1.2.840.10008.5.1.4.1.1.88.34";

/** A stored object, as evidence or as a predecessor names it. */
export interface StoredObject {
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
}

export interface StructuredReportOptions extends Writing {
  /** What was scored. */
  readonly images: readonly ReportImage[];
  /** Measurement groups. */
  readonly groups: readonly DicomDataset[];
  /** Segmentations that the groups name. */
  readonly segmentations: readonly StoredObject[];
  /** Earlier reports of the same images, which this one takes the place of. */
  readonly predecessors: readonly StoredObject[];
  readonly SOPInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SeriesNumber: number;
  readonly deviceUid: string;
}

/** A Comprehensive 3D SR (DICOM PS3.3 A.35.13) with the template for imaging measurements (PS3.16 TID 1500). */
export function makeStructuredReport(options: StructuredReportOptions): DicomDataset {
  const { images, groups, predecessors, segmentations } = options;
  const { dataset } = images[0]!;
  const sources = images.map(({ dataset: source }) => storedObject(source));
  return {
    ...commonModules(
      dataset,
      {
        SOPClassUID: comprehensive3dStorage,
        SOPInstanceUID: options.SOPInstanceUID,
        SeriesInstanceUID: options.SeriesInstanceUID,
        Modality: "SR",
        SeriesNumber: options.SeriesNumber,
        kind: "report",
      },
      options,
    ),
    CodingSchemeIdentificationSequence: [
      {
        CodingSchemeDesignator: privateScheme.designator,
        CodingSchemeName: privateScheme.name,
        CodingSchemeResponsibleOrganization: privateScheme.organization,
      },
    ],
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
    CompletionFlag: "COMPLETE",
    CompletionFlagDescription: intendedUse,
    VerificationFlag: "UNVERIFIED",
    PreliminaryFlag: "PRELIMINARY",
    CurrentRequestedProcedureEvidenceSequence: byStudyAndSeries([...sources, ...segmentations]),
    ...(predecessors.length > 0 ? { PredecessorDocumentsSequence: byStudyAndSeries(predecessors) } : {}),
    ...container(
      codes.measurementReport,
      [
        codeContent("HAS CONCEPT MOD", codes.language, codes.english),
        ...observer(options),
        codeContent("HAS CONCEPT MOD", codes.procedureReported, codes.imagingProcedure),
        containerItem("CONTAINS", codes.imageLibrary, [
          containerItem(
            "CONTAINS",
            codes.imageLibraryGroup,
            images.map((image) => imageContent("CONTAINS", undefined, imageReference(image))),
          ),
        ]),
        containerItem("CONTAINS", codes.imagingMeasurements, groups),
      ],
      "1500",
    ),
  };
}

/** DICOM PS3.16 TID 1004. */
function observer({ model, deviceUid }: StructuredReportOptions): DicomDataset[] {
  const { id, version, sha256 } = model.identity;
  return [
    codeContent("HAS OBS CONTEXT", codes.observerType, codes.device),
    uidContent("HAS OBS CONTEXT", codes.deviceUid, deviceUid),
    textContent("HAS OBS CONTEXT", codes.deviceName, "Residua"),
    textContent("HAS OBS CONTEXT", codes.deviceManufacturer, "Residua"),
    textContent("HAS OBS CONTEXT", codes.deviceModel, `${id} ${version}`),
    textContent("HAS OBS CONTEXT", codes.deviceSerial, sha256),
  ];
}

export function storedObject(dataset: DicomDataset): StoredObject {
  const uid = (keyword: keyof StoredObject) => text(dataset, keyword) ?? "";
  return {
    StudyInstanceUID: uid("StudyInstanceUID"),
    SeriesInstanceUID: uid("SeriesInstanceUID"),
    SOPClassUID: uid("SOPClassUID"),
    SOPInstanceUID: uid("SOPInstanceUID"),
  };
}

/** DICOM PS3.3 table C.17-3: each instance once. */
function byStudyAndSeries(objects: readonly StoredObject[]): DicomDataset[] {
  const studies = new Map<string, Map<string, Map<string, DicomDataset>>>();
  for (const { StudyInstanceUID, SeriesInstanceUID, SOPClassUID, SOPInstanceUID } of objects) {
    const study = studies.get(StudyInstanceUID) ?? new Map<string, Map<string, DicomDataset>>();
    const series = study.get(SeriesInstanceUID) ?? new Map<string, DicomDataset>();
    series.set(SOPInstanceUID, {
      ReferencedSOPClassUID: SOPClassUID,
      ReferencedSOPInstanceUID: SOPInstanceUID,
    });
    study.set(SeriesInstanceUID, series);
    studies.set(StudyInstanceUID, study);
  }
  return [...studies].map(([StudyInstanceUID, series]) => ({
    StudyInstanceUID,
    ReferencedSeriesSequence: [...series].map(([SeriesInstanceUID, instances]) => ({
      SeriesInstanceUID,
      ReferencedSOPSequence: [...instances.values()],
    })),
  }));
}
