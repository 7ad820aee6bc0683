import { join } from "node:path";
import { defineCommand } from "citty";
import { folderBundleSource } from "../../../dataset/folder-bundle-source.ts";
import { formatFigure } from "../../../evaluation/format.ts";
import { classifyImages, comparedClassifiers } from "../../../latent/classify/classify-images.ts";
import { classificationHtml } from "../../../latent/report/classification-html.ts";
import { loadModel } from "../../../scoring/model.ts";
import { startCommand } from "../../command.ts";
import { writeWhole } from "../../files.ts";
import { chooseRows, embedRows } from "../../latent/embed-rows.ts";
import { imageArgs } from "../../latent/latent-args.ts";
import { startProgress } from "../../progress.ts";
import { startTensorflow } from "../../tensorflow.ts";
import { wholeNumber } from "../../usage-error.ts";

const args = {
  ...imageArgs,
  folds: { type: "string", valueHint: "N", description: "parts of the cross-validation (default: 5)" },
} as const;

export default defineCommand({
  meta: {
    name: "residua latent classify",
    description: "Classify images by where they lie in the latent space, cross-validated by patient.",
  },
  args,
  async run(context) {
    const { values, signal } = startCommand(context, args);
    const seed = wholeNumber(values.seed, "seed", 0) ?? 1;
    const folds = wholeNumber(values.folds, "folds", 2) ?? 5;
    const rows = await chooseRows(values, signal);
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    try {
      const images = await embedRows(model, rows, signal);
      const progress = startProgress("Classifying", 6, "runs");
      const classification = await classifyImages(images, model.identity, {
        folds,
        seed,
        signal,
        onProgress: (done) => progress.update(done),
      }).finally(() => progress.stop());
      const { files, ...figures } = classification;
      await writeWhole(join(values.out, "classification.json"), `${JSON.stringify(figures, null, 2)}\n`);
      await writeWhole(join(values.out, "report.html"), classificationHtml(classification));
      for (const name of comparedClassifiers) {
        await writeWhole(join(values.out, `${name}.classifier.json`), `${JSON.stringify(files[name])}\n`);
      }
      for (const { classifier, features, figures } of classification.results) {
        const areas = figures.classes.map(({ name, auroc }) => `${name} ${formatFigure(auroc)}`).join(", ");
        console.log(`${classifier}, ${features}: AUROC ${areas}; accuracy ${formatFigure(figures.accuracy)}`);
      }
      console.log(`${values.out}/report.html. Not for diagnostic use.`);
    } finally {
      model.dispose();
    }
  },
});
