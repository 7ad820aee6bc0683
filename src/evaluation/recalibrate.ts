import { DataError, NotApplicableError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import type { ModelInput } from "../imaging/model-input.ts";
import { prepare } from "../imaging/prepare.ts";
import { assessApplicability, refuseUnprepared } from "../scoring/applicability.ts";
import { Calibrator } from "../scoring/calibrate.ts";
import type { Calibration } from "../scoring/calibration.ts";
import { costlyMapNames } from "../scoring/maps.ts";
import { loadModel, type Model } from "../scoring/model.ts";
import type { Applicability, ApplicabilityReason } from "../scoring/result.ts";
import { assessScored } from "../scoring/score-frame.ts";
import { cardPath, readBundle } from "../vae/bundle.ts";
import { memoryBundleSource } from "../vae/memory-bundle-source.ts";
import { replaceFiles } from "../vae/replace-files.ts";
import { sha256 } from "../vae/sha256.ts";
import { bootstrap, type Figure } from "./bootstrap.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import { withLocalCalibration } from "./local-card.ts";
import type { LocalReport, LocalWarning } from "./local-report.ts";
import { crossFittedAlarms } from "./realised-fpr.ts";
import { scoreWithModel } from "./score-with-model.ts";

/** A healthy image of the site's own. */
export interface LocalImage {
  readonly frame: Frame;
  readonly patient: string;
}

export interface RecalibrateOptions {
  /** Who the images are of, as "Local healthy images of the emergency department". */
  readonly population: string;
  /** ISO 8601 day, for the card; today when absent. */
  readonly day?: string;
  readonly signal?: AbortSignal;
  /** @param images read so far */
  readonly onProgress?: (images: number) => void;
  /** Why the model is not for an image that is left out; called once an image. */
  readonly onRefused?: (reason: ApplicabilityReason) => void;
}

/** Fewer healthy images cannot show what their false-positive rate is. */
export const minimumLocalImages = 50;
/** Of fewer patients the realised rate says little about others. */
const fewPatients = 10;
/** Between the distribution functions of the scores. */
const largeDistance = 0.3;
const smallPValue = 0.01;
/** How many times the promised rate of false alarms is much. */
const muchMore = 3;

export interface Recalibration {
  /** The new bundle: path inside the bundle -> bytes. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly version: string;
  readonly calibration: Calibration;
  readonly report: LocalReport;
}

/**
 * Calibrates a bundle anew on a site's own healthy images. Weights, reference data and id stay as they are; the
 * version gets the build metadata `+local.` and the beginning of the new calibration's hash (Semantic Versioning 2.0.0,
 * 10), so that its results are told from those of the bundle it came from.
 *
 * @param files of the bundle, path inside it -> bytes
 * @throws DataError when fewer than 50 of the images can be used, ModelFormatError and ModelIntegrityError from
 *   loading, the signal's reason when aborted
 */
export async function recalibrate(
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  images: AsyncIterable<LocalImage> | Iterable<LocalImage>,
  options: RecalibrateOptions,
): Promise<Recalibration> {
  const { population, signal, day = new Date().toISOString().slice(0, 10) } = options;
  const control = signal ? { signal } : {};
  const source = memoryBundleSource(files);
  const bundle = await readBundle(source, control);
  const model = await loadModel(source, control);
  try {
    const { calibrator, scores, refused } = await score(model, images, options);
    if (scores.length < minimumLocalImages) throw tooFew(scores.length, refused);
    const report = reportOf(model, scores, refused);
    const { falsePositivePixels } = model.calibration.threshold;
    const calibration = calibrator.finish({
      population: { description: population, patients: report.patients },
      falsePositivePixels,
      falsePositiveRate: report.targetFpr,
    });
    const bytes = new TextEncoder().encode(`${JSON.stringify(calibration)}\n`);
    const { description } = bundle;
    const version = `${description.version.split("+")[0]}+local.${(await sha256(bytes)).slice(0, 8)}`;
    const card = description.files[cardPath] ? new TextDecoder().decode(bundle.file(cardPath)) : "";
    const local = withLocalCalibration(card, { population, day, version, from: model.identity, report });
    const changed = new Map([
      [description.calibration, bytes],
      [cardPath, new TextEncoder().encode(local)],
    ]);
    return { files: await replaceFiles(files, changed, version), version, calibration, report };
  } finally {
    model.dispose();
  }
}

interface LocalScore {
  readonly patient: number;
  readonly score: number;
}

const batchSize = 8;

async function score(
  model: Model,
  images: AsyncIterable<LocalImage> | Iterable<LocalImage>,
  { signal, onProgress, onRefused }: RecalibrateOptions,
): Promise<{ calibrator: Calibrator; scores: LocalScore[]; refused: number }> {
  const calibrator = new Calibrator();
  const scores: LocalScore[] = [];
  const patients = new Map<string, number>();
  // Those that the reader may choose stay to be chosen.
  const maps = costlyMapNames.filter((name) => model.calibration.maps[name] !== undefined);
  let batch: (LocalImage & { readonly input: ModelInput })[] = [];
  let read = 0;
  const isRefused = ({ outcome, reasons }: Applicability): boolean => {
    if (outcome === "refused") onRefused?.(reasons[0]!);
    return outcome === "refused";
  };
  const flush = async (): Promise<void> => {
    const inputs = batch.map(({ input }) => input);
    const raw = await scoreWithModel(inputs, model, { batchSize, maps, signal });
    raw.forEach((result, index) => {
      const { frame, input, patient } = batch[index]!;
      if (isRefused(assessScored(frame, input, result, model))) return;
      const number = patients.get(patient) ?? patients.size;
      patients.set(patient, number);
      calibrator.add(result);
      scores.push({ patient: number, score: result.scores.anomaly });
    });
    batch = [];
  };
  for await (const { frame, patient } of images) {
    signal?.throwIfAborted();
    read++;
    onProgress?.(read);
    const { applicability, preprocessing, input: size } = model.bundle.description;
    if (isRefused(assessApplicability(frame, undefined, applicability))) continue;
    try {
      batch.push({ frame, patient, input: prepare(frame, preprocessing, size) });
    } catch (error) {
      if (!(error instanceof NotApplicableError)) throw error;
      isRefused(refuseUnprepared(error));
    }
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return { calibrator, scores, refused: read - scores.length };
}

function reportOf({ calibration }: Model, scores: readonly LocalScore[], refused: number): LocalReport {
  const { falsePositiveRate, value } = calibration.imageThreshold;
  const patients = new Set(scores.map(({ patient }) => patient)).size;
  const before = scores.map(({ score }) => score > value);
  const after = crossFittedAlarms(scores, falsePositiveRate);
  const share = (raised: readonly boolean[]): Figure =>
    bootstrap(patients, (weights) => {
      let [sum, total] = [0, 0];
      scores.forEach(({ patient }, index) => {
        total += weights[patient]!;
        if (raised[index]) sum += weights[patient]!;
      });
      return { share: sum / total };
    }).share;
  const figures = { before: share(before), ...(after ? { after: share(after) } : {}) };
  const difference = kolmogorovSmirnov(
    scores.map(({ score }) => score),
    calibration.scores.anomaly,
    [patients, calibration.population.patients],
  );
  const alarms = figures.before;
  const differs =
    (difference.distance >= largeDistance && difference.pValue < smallPValue) ||
    (alarms.value >= muchMore * falsePositiveRate && (alarms.ci95?.[0] ?? 0) > falsePositiveRate);
  const warnings: LocalWarning[] = [];
  if (differs) warnings.push("site-differs");
  if (patients < fewPatients) warnings.push("few-patients");
  if (refused > scores.length / 9) warnings.push("many-refused");
  return {
    images: scores.length,
    patients,
    refused,
    targetFpr: falsePositiveRate,
    ...figures,
    difference,
    warnings,
  };
}

function tooFew(images: number, refused: number): DataError {
  const left = refused > 0 ? ` The model is not for ${refused} others, or cannot work on them.` : "";
  return new DataError(
    `A local calibration needs at least ${minimumLocalImages} healthy images that the model is for; there are ${images}.${left} Add more healthy images, better of more patients than of more slices; 100 to 300 are good.`,
    { details: { images, refused, minimum: minimumLocalImages } },
  );
}
