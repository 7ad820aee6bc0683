import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineCommand } from "citty";
import { folderBundleSource } from "../../dataset/folder-bundle-source.ts";
import { normalLabel } from "../../dataset/index-csv.ts";
import { DataError } from "../../errors/index.ts";
import { ablate } from "../../evaluation/ablation/ablate.ts";
import { ablationTable } from "../../evaluation/ablation/ablation-table.ts";
import { parseVariants } from "../../evaluation/ablation/variant.ts";
import type { EvaluationImage } from "../../evaluation/evaluation-image.ts";
import { markdownTable } from "../../evaluation/markdown-table.ts";
import { loadModel, type Model } from "../../scoring/model.ts";
import { spread } from "../../scoring/reference-fitter.ts";
import { sharedArgs, startCommand } from "../command.ts";
import { displayPath } from "../command-text.ts";
import { readDataSet, selectRows } from "../data-set.ts";
import { evaluationImages } from "../evaluation-images.ts";
import { writeWhole } from "../files.ts";
import { type Progress, startProgress } from "../progress.ts";
import { startTensorflow } from "../tensorflow.ts";
import { UsageError } from "../usage-error.ts";

const args = {
  model: { type: "string", required: true, valueHint: "BUNDLE", description: "folder of the model" },
  also: {
    type: "string",
    valueHint: "BUNDLE,...",
    description: "other models, which score together with it in variants with ensemble",
  },
  data: { type: "string", required: true, valueHint: "INDEX|FOLDER", description: "images, as for evaluate" },
  variants: {
    type: "string",
    required: true,
    valueHint: "FILE",
    description: "JSON: a name for each variant, and what it changes of the bundle's scoring",
  },
  out: {
    type: "string",
    required: true,
    valueHint: "FOLDER",
    description: "folder for ablation.json and .md",
  },
  split: { type: "string", valueHint: "NAME", description: "only rows of this split" },
  where: { type: "string", valueHint: "EXPR", description: "only rows where this holds" },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: { name: "residua ablate", description: "Measure what each part of a model's scoring contributes." },
  args,
  async run(context) {
    const { values, positionals, signal } = startCommand(context, args);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not an option of ablate.`);
    const { split = "", where = "" } = values;
    const all = await readDataSet(values.data, signal);
    const rows = selectRows(all, [split ? `split=${split}` : "", where].filter(Boolean).join(","));
    const healthy = all.filter((row) => row.split === "train" && row.label === normalLabel);
    await startTensorflow();
    const models: Model[] = [];
    let progress: Progress | undefined;
    try {
      for (const path of [values.model, ...(values.also?.split(",") ?? [])]) {
        models.push(await loadModel(folderBundleSource(path), { signal }));
      }
      const [model] = models as [Model];
      const variants = parseVariants(await readVariants(values.variants), model.scoring);
      const needsReference = variants.some(({ scoring }) => scoring.image.kind === "sum");
      progress = startProgress("Scoring", variants.length, "variants");
      const { update } = progress;
      const results = await ablate(
        {
          models,
          variants,
          images: await gather(evaluationImages(rows, signal)),
          references: needsReference ? await gather(evaluationImages(spread(healthy), signal)) : [],
          data: { index: displayPath(values.data), split, where },
        },
        { signal, onProgress: (done) => update(done) },
      );
      progress.stop();
      const table = markdownTable(ablationTable(results));
      const { identity } = model;
      const json = { model: identity, notice: results[0]!.metrics.notice, results };
      await writeWhole(join(values.out, "ablation.json"), `${JSON.stringify(json, null, 2)}\n`);
      await writeWhole(join(values.out, "ablation.md"), `${table}\n`);
      console.log(`${table}\n\n${identity.id} ${identity.version}, ${identity.sha256}. ${json.notice}.`);
    } finally {
      progress?.stop();
      for (const model of models) model.dispose();
    }
  },
});

async function gather(images: AsyncIterable<EvaluationImage>): Promise<EvaluationImage[]> {
  const all: EvaluationImage[] = [];
  for await (const image of images) all.push(image);
  return all;
}

async function readVariants(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new DataError(`The variants in ${path} cannot be read; check the path, and that it is JSON.`, {
      cause,
    });
  }
}
