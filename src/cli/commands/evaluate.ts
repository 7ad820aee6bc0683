import { join } from "node:path";
import { defineCommand } from "citty";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { type IndexRow, normalLabel } from "../../dataset/index-csv.ts";
import { parseWhere } from "../../dataset/where.ts";
import { evaluate } from "../../evaluation/evaluate.ts";
import { measureForeign } from "../../evaluation/foreign/measure-foreign.ts";
import { contactSheet } from "../../evaluation/gallery/contact-sheet.ts";
import { Gallery, outcomes } from "../../evaluation/gallery/gallery.ts";
import { reportHtml } from "../../evaluation/report-html.ts";
import { loadModel } from "../../scoring/model.ts";
import { spread } from "../../scoring/reference-fitter.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { displayPath } from "../command-text.ts";
import { readDataSet, selectRows } from "../data-set.ts";
import { evaluationImages, framesOf } from "../evaluation-images.ts";
import { writeWhole } from "../files.ts";
import { foreignImages } from "../foreign-images.ts";
import { startProgress } from "../progress.ts";
import { applicabilityLines, mainFigures } from "../score-text.ts";
import { startTensorflow } from "../tensorflow.ts";
import { oneOf, UsageError, wholeNumber } from "../usage-error.ts";

const defaultSynthetic = 20;
/** Healthy training images whose mean is a baseline. */
const mostReferences = 300;

const args = {
  model: { type: "string", required: true, valueHint: "BUNDLE", description: "folder of the model" },
  data: {
    type: "string",
    required: true,
    valueHint: "INDEX|FOLDER",
    description: "index.csv, or a folder that holds one or images (DICOM, NIfTI, PNG, JPEG)",
  },
  out: {
    type: "string",
    required: true,
    valueHint: "FOLDER",
    description: "folder for metrics.json and report.html",
  },
  split: { type: "string", valueHint: "NAME", description: "only rows of this split" },
  where: {
    type: "string",
    valueHint: "EXPR",
    description: 'only rows where this holds, as "position>=0.3,foreground>0.15"',
  },
  maps: {
    type: "string",
    valueHint: "default|all",
    description: "all: the KL gradient and uncertainty maps too (default: default)",
  },
  synthetic: {
    type: "string",
    valueHint: "N",
    description: `put synthetic anomalies into this many healthy images; 0: into none (default: ${defaultSynthetic})`,
  },
  pictures: {
    type: "string",
    valueHint: "FOLDER",
    description: "also write hits.png, misses.png and false-alarms.png, a row for each size of lesion",
  },
  foreign: {
    type: "string",
    valueHint: "INDEX|FOLDER,...",
    description:
      "also count how many of these images, which the model is not for, it refuses or warns of, and of its own turned, inverted and cropped",
  },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: { name: "residua evaluate", description: "Measure a model on images whose truth is known." },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not an option of evaluate.`);
    const { split = "", where = "" } = values;
    const filter = [split ? `split=${split}` : "", where].filter(Boolean).join(",");
    const maps = oneOf(values.maps, "maps", ["default", "all"]);
    const synthetic = wholeNumber(values.synthetic, "synthetic", 0) ?? defaultSynthetic;
    const all = await readDataSet(values.data, signal);
    const rows = selectRows(all, filter);
    const references = referenceRows(all, rows, where);
    const healthy = rows.filter(({ label }) => label === normalLabel);
    const foreign = values.foreign && (await foreignImages(values.foreign.split(","), healthy, signal));
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    const gallery = new Gallery(model);
    const own = references.length + rows.length + synthetic;
    const progress = startProgress("Evaluating", own + (foreign ? foreign.count : 0), "images");
    const before = { reference: 0, images: references.length, synthetic: references.length + rows.length };
    try {
      const evaluated = await evaluate(
        model,
        evaluationImages(rows, signal),
        {
          data: { index: displayPath(values.data), split, where },
          ...(references.length > 0 ? { healthyReference: framesOf(references, signal) } : {}),
          ...(maps ? { maps } : {}),
          outlined: rows.some(({ mask }) => mask !== undefined),
          synthetic: { images: synthetic },
          sinks: [gallery],
        },
        {
          signal,
          onProgress: ({ stage, done }) => {
            if (stage !== "figures") progress.update(before[stage] + done);
          },
        },
      );
      const metrics = foreign
        ? {
            ...evaluated,
            foreign: await measureForeign(model, foreign.groups, {
              signal,
              onProgress: (done) => progress.update(own + done),
            }),
          }
        : evaluated;
      await writeWhole(join(values.out, "metrics.json"), `${JSON.stringify(metrics, null, 2)}\n`);
      await writeWhole(join(values.out, "report.html"), reportHtml(metrics, gallery));
      if (values.pictures) await writePictures(values.pictures, gallery);
      progress.stop();
      for (const line of applicabilityLines(metrics)) console.log(line);
      console.log(
        `${model.identity.id} ${model.identity.version}: ${mainFigures(metrics)}; ${values.out}/report.html. ${metrics.notice}.`,
      );
    } finally {
      progress.stop();
      model.dispose();
    }
  },
});

const pictureFiles = { hit: "hits.png", miss: "misses.png", falseAlarm: "false-alarms.png" } as const;

async function writePictures(folder: string, { groups }: Gallery): Promise<void> {
  for (const outcome of outcomes) {
    const own = groups.filter((group) => group.outcome === outcome);
    if (own.length > 0) await writeWhole(join(folder, pictureFiles[outcome]), contactSheet(own));
  }
}

/** Healthy training images like those that are evaluated, but none of them; none where the set names no `train`. */
function referenceRows(all: readonly IndexRow[], evaluated: readonly IndexRow[], where: string): IndexRow[] {
  const passes = parseWhere(where);
  const own = new Set(evaluated);
  const healthy = all.filter(
    (row) => row.split === "train" && row.label === normalLabel && !own.has(row) && passes(row),
  );
  return spread(healthy, mostReferences);
}
