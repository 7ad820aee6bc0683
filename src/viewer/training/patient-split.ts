import { checkPatientCount, dividePatients } from "../../dataset/divide-patients.ts";
import { minimumCalibrationImages } from "../../scoring/calibrate.ts";
import { sha256 } from "../../vae/sha256.ts";

/** What an image is for. */
export type ImagePart = "train" | "calibrate" | "validate";

export interface PartCount {
  readonly images: number;
  readonly patients: number;
}

export interface PatientSplit {
  /** One an image. */
  readonly parts: readonly ImagePart[];
  readonly counts: Readonly<Record<ImagePart, PartCount>>;
}

/** Shares of the patients to hold out for the calibration; the first that gives enough images is taken. */
const calibrationShares = [0.2, 0.3, 0.4, 0.5] as const;
/** Share of the patients that an early stop looks at, as on the command line. */
const validationShare = 0.1;

/**
 * Decides which images are trained on and which are held out to calibrate on: all images of a patient go the same way.
 * The same patients and seed give the same split.
 *
 * @param patients one an image
 * @param options.validate whether the run also needs images to stop early by
 * @throws DataError when there are too few patients to hold any out
 */
export async function splitPatients(
  patients: readonly string[],
  { seed, validate = false }: { readonly seed: number; readonly validate?: boolean },
): Promise<PatientSplit> {
  const shuffled = await shuffle([...new Set(patients)], seed);
  let split: PatientSplit | undefined;
  for (const calibrate of calibrationShares) {
    const validation = validate ? validationShare : 0;
    const shares = { train: 1 - calibrate - validation, calibrate, validate: validation };
    checkPatientCount(shuffled.length, shares);
    const parts = dividePatients(shuffled, shares) as Map<string, ImagePart>;
    split = describe(
      patients,
      patients.map((patient) => parts.get(patient)!),
    );
    if (split.counts.calibrate.images >= minimumCalibrationImages) break;
  }
  return split!;
}

async function shuffle(patients: readonly string[], seed: number): Promise<string[]> {
  const encoder = new TextEncoder();
  const keyed = await Promise.all(
    patients.map(async (patient) => ({
      patient,
      key: await sha256(encoder.encode(`${seed}\n${patient}`)),
    })),
  );
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ patient }) => patient);
}

function describe(patients: readonly string[], parts: readonly ImagePart[]): PatientSplit {
  const count = (part: ImagePart): PartCount => {
    const own = patients.filter((_, index) => parts[index] === part);
    return { images: own.length, patients: new Set(own).size };
  };
  return {
    parts,
    counts: { train: count("train"), calibrate: count("calibrate"), validate: count("validate") },
  };
}
