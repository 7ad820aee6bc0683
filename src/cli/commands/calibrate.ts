import { resolve } from "node:path";
import { defineCommand } from "citty";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { normalLabel } from "../../dataset/index-csv.ts";
import { formatShare, formatTarget } from "../../evaluation/format.ts";
import { warningSentences } from "../../evaluation/local-card.ts";
import type { LocalReport } from "../../evaluation/local-report.ts";
import { minimumLocalImages, recalibrate } from "../../evaluation/recalibrate.ts";
import { spread } from "../../scoring/reference-fitter.ts";
import { descriptionPath, readBundle } from "../../vae/bundle.ts";
import type { BundleSource } from "../../vae/bundle-source.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { readDataSet, selectRows } from "../data-set.ts";
import { evaluationImages } from "../evaluation-images.ts";
import { writeBundle } from "../files.ts";
import { startProgress } from "../progress.ts";
import { startTensorflow } from "../tensorflow.ts";
import { UsageError, wholeNumber } from "../usage-error.ts";

/** More make the thresholds hardly better. */
const defaultImages = 300;

const args = {
  model: { type: "string", required: true, valueHint: "BUNDLE", description: "folder of the model" },
  data: {
    type: "string",
    required: true,
    valueHint: "FOLDER|INDEX",
    description: "healthy images of the site's own (DICOM, NIfTI, PNG, JPEG), or an index.csv",
  },
  out: { type: "string", required: true, valueHint: "BUNDLE", description: "folder for the new bundle" },
  population: {
    type: "string",
    required: true,
    valueHint: "TEXT",
    description: 'who the images are of, as "Local healthy images of ..."',
  },
  images: {
    type: "string",
    valueHint: "N",
    description: `use at most this many, spread evenly (default: ${defaultImages})`,
  },
  where: {
    type: "string",
    valueHint: "EXPR",
    description: 'only rows of the index where this holds, as "split=val,position>=0.3"',
  },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: { name: "residua calibrate", description: "Calibrate a model on a site's own healthy images." },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not an option of calibrate.`);
    const { model, data, out, population, where = "" } = values;
    if (resolve(model) === resolve(out)) {
      throw new UsageError("--out takes another folder than --model: the earlier bundle stays as it is.");
    }
    if (population.trim() === "" || population.length > 500) {
      throw new UsageError("--population takes a text of 1 to 500 characters.");
    }
    const most = wholeNumber(values.images, "images", minimumLocalImages) ?? defaultImages;
    const healthy = selectRows(
      await readDataSet(data, signal),
      [`label=${normalLabel}`, where].filter(Boolean).join(","),
    );
    const rows = spread(healthy, most);
    await startTensorflow();
    const files = await readFiles(folderBundleSource(model), signal);
    const progress = startProgress("Calibrating", rows.length, "images");
    try {
      const {
        files: made,
        version,
        report,
      } = await recalibrate(files, evaluationImages(rows, signal), {
        population: population.trim(),
        signal,
        onProgress: progress.update,
      });
      progress.stop();
      await writeBundle(out, made);
      for (const line of reportLines(report)) console.log(line);
      console.log(`${out}: ${version}. Not for diagnostic use.`);
    } finally {
      progress.stop();
    }
  },
});

/** All that bundle.json lists, and bundle.json itself. */
async function readFiles(
  source: BundleSource,
  signal: AbortSignal,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const { description, file } = await readBundle(source, { signal });
  const files = new Map(Object.keys(description.files).map((path) => [path, file(path)]));
  return files.set(descriptionPath, await source.read(descriptionPath, { signal }));
}

function* reportLines(report: LocalReport): Generator<string> {
  const { images, patients, refused, targetFpr, before, after, difference, warnings } = report;
  yield `Calibrated on ${images} healthy images of ${patients} patients${refused > 0 ? `; left out, since the model is not for them: ${refused}` : ""}.`;
  yield `False alarms promised: ${formatTarget(targetFpr)}. Before: ${formatShare(before)}. After: ${after ? `${formatShare(after)}, cross-fitted by patient` : "not known, all images are of one patient"}.`;
  yield `Distance from the earlier calibration's scores (Kolmogorov-Smirnov): ${difference.distance.toFixed(2)}, p = ${difference.pValue.toFixed(3)}.`;
  for (const warning of warnings) yield `Warning: ${warningSentences[warning]}`;
}
