import type { DicomDataset } from "./dataset.ts";

/** Attributes that have to be there, with or without a value (DICOM PS3.3 C.7.1.1 and C.7.2.1, type 2). */
const required = [
  "PatientName",
  "PatientID",
  "PatientBirthDate",
  "PatientSex",
  "StudyDate",
  "StudyTime",
  "ReferringPhysicianName",
  "StudyID",
  "AccessionNumber",
] as const;

/** What else of the Patient, General Study and Patient Study modules says whose study it is, or that nobody may know. */
const optional = [
  "StudyInstanceUID",
  "StudyDescription",
  "IssuerOfPatientID",
  "IssuerOfPatientIDQualifiersSequence",
  "TypeOfPatientID",
  "OtherPatientIDsSequence",
  "IssuerOfAccessionNumberSequence",
  "PatientAge",
  "PatientSize",
  "PatientWeight",
  "PatientSpeciesDescription",
  "PatientSpeciesCodeSequence",
  "PatientBreedDescription",
  "PatientBreedCodeSequence",
  "BreedRegistrationSequence",
  "ResponsiblePerson",
  "ResponsiblePersonRole",
  "ResponsibleOrganization",
  "QualityControlSubject",
  "PatientIdentityRemoved",
  "DeidentificationMethod",
  "DeidentificationMethodCodeSequence",
  "LongitudinalTemporalInformationModified",
  "ClinicalTrialSponsorName",
  "ClinicalTrialProtocolID",
  "ClinicalTrialProtocolName",
  "ClinicalTrialSiteID",
  "ClinicalTrialSiteName",
  "ClinicalTrialSubjectID",
  "ClinicalTrialSubjectReadingID",
  "ClinicalTrialTimePointID",
  "ClinicalTrialTimePointDescription",
] as const;

/**
 * Patient and study of the source, as they are: nothing is added, so that what was de-identified stays so, and what
 * has no value gets none.
 */
export function patientAndStudy(source: DicomDataset): DicomDataset {
  const copied: Record<string, unknown> = { SpecificCharacterSet: "ISO_IR 192" };
  for (const keyword of required) copied[keyword] = plain(source[keyword]) ?? null;
  for (const keyword of optional) {
    const value = plain(source[keyword]);
    if (value !== undefined) copied[keyword] = value;
  }
  return copied;
}

const personNameGroups = ["Alphabetic", "Ideographic", "Phonetic"] as const;

/** A value freed of whatever a reader wrapped it in; undefined where there is none. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string" || typeof value === "number") return value;
  if (value instanceof String) return value.toString();
  if (Array.isArray(value)) {
    const list = value.map(plain).filter((item) => item !== undefined);
    if (list.length === 0) return undefined;
    return list.length === 1 && typeof list[0] !== "object" ? list[0] : list;
  }
  if (typeof value !== "object") return undefined;
  const groups = personNameGroups.map((group) => (value as DicomDataset)[group]);
  if (groups.some((group) => typeof group === "string")) {
    return groups
      .map((group) => (typeof group === "string" ? group : ""))
      .join("=")
      .replace(/=+$/, "");
  }
  const entries = Object.entries(value)
    .filter(([keyword]) => /^[A-Z]/.test(keyword))
    .map(([keyword, inner]) => [keyword, plain(inner) ?? null]);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
