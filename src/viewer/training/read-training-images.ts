import { DicomError, NotApplicableError } from "../../errors/index.ts";
import type { Frame } from "../../imaging/frame.ts";
import type { RefusedFile } from "../files/open-files.ts";
import { refusalReason } from "../files/refusal.ts";
import type { ImageFile } from "./image-files.ts";
import { isPicture, readPicture } from "./read-picture.ts";

export interface ReadTrainingImagesOptions {
  /** Prepares an image; fails with a NotApplicableError where it shows nothing to train on. */
  readonly prepare: (frame: Frame, patient: string) => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly onProgress: (files: number) => void;
}

export interface TrainingImageList {
  /** Whose each prepared image is, in the order in which `prepare` was called. */
  readonly patients: readonly string[];
  readonly refused: readonly RefusedFile[];
}

/** Images that may wait for `prepare`: enough to keep it busy, few enough to stay in memory. */
const maximumWaiting = 8;

/**
 * Reads images one after the other, in the order of their paths; one bad file never keeps the others from being read.
 *
 * @throws the signal's reason when aborted; what `prepare` throws for other reasons than the image
 */
export async function readTrainingImages(
  files: readonly ImageFile[],
  { prepare, signal, onProgress }: ReadTrainingImagesOptions,
): Promise<TrainingImageList> {
  const refused: RefusedFile[] = [];
  const patients: (string | undefined)[] = [];
  const waiting = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  async function add(frame: Frame, patient: string, fileName: string): Promise<void> {
    const index = patients.push(undefined) - 1;
    const prepared = prepare(frame, patient).then(
      () => {
        patients[index] = patient;
      },
      (error: unknown) => {
        if (error instanceof NotApplicableError) refused.push({ fileName, reason: "unsuitable" });
        else failure ??= { error };
      },
    );
    waiting.add(prepared);
    void prepared.then(() => waiting.delete(prepared));
    if (waiting.size >= maximumWaiting) await Promise.race(waiting);
  }

  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const [index, file] of sorted.entries()) {
    signal.throwIfAborted();
    if (failure) throw failure.error;
    try {
      for await (const { frame, patient } of readFile(file)) {
        signal.throwIfAborted();
        await add(frame, patient, file.path);
      }
    } catch (error) {
      signal.throwIfAborted();
      refused.push({ fileName: file.path, reason: refusalReason(error) });
    }
    onProgress(index + 1);
  }
  await Promise.all(waiting);
  signal.throwIfAborted();
  if (failure) throw (failure as { error: unknown }).error;
  return { patients: patients.filter((patient) => patient !== undefined), refused };
}

interface PatientFrame {
  readonly frame: Frame;
  readonly patient: string;
}

async function* readFile({ file, path, folder }: ImageFile): AsyncGenerator<PatientFrame> {
  const own = folder === undefined ? undefined : `folder ${folder}`;
  if (isPicture(await readHead(file))) {
    yield { frame: await readPicture(file), patient: own ?? `file ${path}` };
    return;
  }
  // Cornerstone is not needed for pictures.
  const { readDicomImages } = await import("./read-dicom-images.ts");
  const { patientId, studyInstanceUID, frames } = await readDicomImages(file);
  const study = studyInstanceUID === "" ? undefined : `study ${studyInstanceUID}`;
  const patient = patientId === undefined ? (own ?? study ?? `file ${path}`) : `patient ${patientId}`;
  for await (const frame of frames()) yield { frame, patient };
}

async function readHead(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, 8).arrayBuffer());
  } catch (cause) {
    throw new DicomError("The browser could not read the file.", {
      cause,
      details: { reason: "unreadable" },
    });
  }
}
