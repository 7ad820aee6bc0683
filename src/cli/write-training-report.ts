import { join } from "node:path";
import type { IndexRow } from "../dataset/index-csv.ts";
import type { Metrics } from "../evaluation/metrics-schema.ts";
import { spread } from "../scoring/reference-fitter.ts";
import type { HoldOutImages } from "../training/report/hold-out-images.ts";
import { measureSampleQuality } from "../training/report/sample-quality.ts";
import { drawTrainingPictures } from "../training/report/training-pictures.ts";
import type { TrainingReport } from "../training/report/training-report.ts";
import { trainingReportHtml } from "../training/report/training-report-html.ts";
import { loadBundle } from "../vae/load-bundle.ts";
import { memoryBundleSource } from "../vae/memory-bundle-source.ts";
import { selectRows } from "./data-set.ts";
import { writeWhole } from "./files.ts";
import { prepareRows } from "./prepared-inputs.ts";
import { startProgress } from "./progress.ts";

/** Images beyond these would take minutes more and change no figure by much. */
const mostImages = 500;

export interface FinishedTraining extends Pick<TrainingReport, "preset" | "run" | "epochs"> {
  /** Of the finished bundle. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly metrics: Metrics;
}

export interface ReportPlace {
  /** All rows of the index; the preset says which are held out. */
  readonly rows: readonly IndexRow[];
  /** The bundle's folder. */
  readonly out: string;
  readonly cache: string;
  readonly signal: AbortSignal;
}

/**
 * Writes report.html, sample-quality.json and metrics.json into the folder `training` beside a new bundle: they hold
 * pictures of the data set, and do not belong to what is published.
 *
 * @returns the report's path
 */
export async function writeTrainingReport(
  { files, metrics, preset, run, epochs }: FinishedTraining,
  { rows, out, cache, signal }: ReportPlace,
): Promise<string> {
  const selected = spread(selectRows(rows, preset.data.calibrate), mostImages);
  const progress = startProgress("Reporting", 2 * selected.length, "images");
  const bundle = await loadBundle(memoryBundleSource(files), { signal });
  try {
    const { inputs } = await prepareRows(selected, preset, cache, { signal, onProgress: () => undefined });
    const images: HoldOutImages = {
      ...preset.input,
      pixels: inputs.map(({ input }) => input.pixels),
      patients: inputs.map(({ row }) => row.patient),
    };
    const { seed } = preset.optimization;
    const onProgress = (done: number) => progress.update(done);
    const quality = await measureSampleQuality(bundle.vae, images, { seed, signal, onProgress });
    const pictures = await drawTrainingPictures(bundle.vae, images, { seed, signal });
    const { id, version } = bundle.description;
    const model = { id, version, sha256: bundle.sha256 };
    const { notice } = metrics;
    const path = join(out, "training", "report.html");
    const html = trainingReportHtml({ model, preset, run, epochs, pictures, quality, metrics });
    await writeWhole(join(out, "training", "metrics.json"), toJson(metrics));
    await writeWhole(join(out, "training", "sample-quality.json"), toJson({ notice, model, ...quality }));
    await writeWhole(path, html);
    return path;
  } finally {
    progress.stop();
    bundle.dispose();
  }
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
