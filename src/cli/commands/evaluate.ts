import { join } from "node:path";
import { defineCommand } from "citty";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { evaluate } from "../../evaluation/evaluate.ts";
import { reportHtml } from "../../evaluation/report-html.ts";
import { loadModel } from "../../scoring/model.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { displayPath } from "../command-text.ts";
import { readDataSet, selectRows } from "../data-set.ts";
import { evaluationImages } from "../evaluation-images.ts";
import { writeWhole } from "../files.ts";
import { startProgress } from "../progress.ts";
import { startTensorflow } from "../tensorflow.ts";
import { UsageError } from "../usage-error.ts";

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
    const rows = selectRows(await readDataSet(values.data, signal), filter);
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    const progress = startProgress("Evaluating", rows.length, "images");
    try {
      const metrics = await evaluate(
        model,
        evaluationImages(rows, signal),
        { data: { index: displayPath(values.data), split, where } },
        { signal, onProgress: ({ done }) => progress.update(done) },
      );
      await writeWhole(join(values.out, "metrics.json"), `${JSON.stringify(metrics, null, 2)}\n`);
      await writeWhole(join(values.out, "report.html"), reportHtml(metrics));
      progress.stop();
      const { auroc, ap } = metrics.image;
      console.log(
        `${model.identity.id} ${model.identity.version}: image AUROC ${auroc.value.toFixed(3)}, AP ${ap.value.toFixed(3)}; ${values.out}/report.html. ${metrics.notice}.`,
      );
    } finally {
      progress.stop();
      model.dispose();
    }
  },
});
