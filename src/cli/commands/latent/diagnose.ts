import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { defineCommand } from "citty";
import { folderBundleSource } from "../../../dataset/folder-bundle-source.ts";
import { DataError } from "../../../errors/index.ts";
import { formatFigure, formatShare } from "../../../evaluation/format.ts";
import { accountOf } from "../../../latent/diagnose/account.ts";
import { fitSupport } from "../../../latent/diagnose/fit-support.ts";
import { loadSupport, type Support } from "../../../latent/diagnose/support-file.ts";
import type { LatentImage } from "../../../latent/latent-image.ts";
import { accountHtml, setText } from "../../../latent/report/account-html.ts";
import { supportHtml } from "../../../latent/report/support-html.ts";
import { loadModel, type Model } from "../../../scoring/model.ts";
import { startCommand } from "../../command.ts";
import { writeWhole } from "../../files.ts";
import { chooseRows, embedRows } from "../../latent/embed-rows.ts";
import { joinTable } from "../../latent/join-table.ts";
import { imageArgs } from "../../latent/latent-args.ts";
import { startProgress } from "../../progress.ts";
import { startTensorflow } from "../../tensorflow.ts";
import { positiveNumber, UsageError, wholeNumber } from "../../usage-error.ts";

const args = {
  ...imageArgs,
  data: { ...imageArgs.data, required: false },
  table: {
    type: "string",
    valueHint: "CSV",
    description: 'more columns by "patient" or "file": age, sex, laboratory values, outcome',
  },
  columns: { type: "string", valueHint: "A,B", description: "columns of the index or table to decide by" },
  "error-rate": {
    type: "string",
    valueHint: "SHARE",
    description: "how often a set may leave out the truth (default: 0.1)",
  },
  folds: { type: "string", valueHint: "N", description: "parts of the cross-validation (default: 5)" },
  support: {
    type: "string",
    valueHint: "FILE",
    description: "support.json of an earlier fit, instead of --data",
  },
  image: { type: "string", valueHint: "FILE|FOLDER", description: "give an account of this image" },
} as const;

export default defineCommand({
  meta: {
    name: "residua latent diagnose",
    description:
      "Join latent features, scores and a table, and give a readable account of an image. Research use.",
  },
  args,
  async run(context) {
    const { values, signal } = startCommand(context, args);
    if ((values.data === undefined) === (values.support === undefined)) {
      throw new UsageError("Give either --data to fit on, or --support of an earlier fit.");
    }
    if (values.support !== undefined && values.image === undefined) {
      throw new UsageError("Name the image to give an account of: --image FILE.");
    }
    const errorRate = positiveNumber(values["error-rate"], "error-rate");
    if (errorRate !== undefined && errorRate > 0.5) throw new UsageError("--error-rate is at most 0.5.");
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    try {
      const support =
        values.support === undefined
          ? await fitAndWrite(model, values as FitValues, errorRate, signal)
          : loadSupport(await readJson(values.support), model.identity);
      if (values.image === undefined) return;
      const rows = await chooseRows({ data: values.image }, signal);
      const images = await embedRows(model, rows, signal);
      const joined = values.table === undefined ? images : await joinTable(images, values.table);
      for (const [index, image] of joined.entries()) {
        await writeAccount(values.out, index, image, support, model, errorRate);
      }
    } finally {
      model.dispose();
    }
  },
});

interface FitValues {
  readonly data: string;
  readonly out: string;
  readonly split?: string;
  readonly where?: string;
  readonly table?: string;
  readonly columns?: string;
  readonly folds?: string;
  readonly seed?: string;
}

async function fitAndWrite(
  model: Model,
  values: FitValues,
  errorRate: number | undefined,
  signal: AbortSignal,
): Promise<Support> {
  const seed = wholeNumber(values.seed, "seed", 0) ?? 1;
  const folds = wholeNumber(values.folds, "folds", 3) ?? 5;
  const columns = values.columns?.split(",").map((name) => name.trim());
  const rows = await chooseRows(values, signal);
  const embedded = await embedRows(model, rows, signal);
  const images = values.table === undefined ? embedded : await joinTable(embedded, values.table);
  const progress = startProgress("Fitting", 1, "");
  const { figures, file } = await fitSupport(images, model.identity, {
    seed,
    folds,
    signal,
    ...(columns ? { columns } : {}),
    ...(errorRate === undefined ? {} : { errorRate }),
    onProgress: (done, total) => progress.update(done / total),
  }).finally(() => progress.stop());
  await writeWhole(join(values.out, "diagnosis.json"), `${JSON.stringify(figures, null, 2)}\n`);
  await writeWhole(join(values.out, "support.json"), `${JSON.stringify(file)}\n`);
  await writeWhole(join(values.out, "report.html"), supportHtml(figures));
  for (const [name, part] of Object.entries(figures.parts)) {
    const areas = part.classes.map(({ name: label, auroc }) => `${label} ${formatFigure(auroc)}`).join(", ");
    console.log(`${name}: AUROC ${areas}; accuracy ${formatFigure(part.accuracy)}`);
  }
  for (const each of figures.coverage) {
    console.log(
      `sets at ${100 * each.errorRate} %: hold the truth ${formatShare(each.coverage)}, exactly one class ${formatShare(each.singletons)}`,
    );
  }
  console.log(`${values.out}/report.html. Research use, not for diagnostic use.`);
  return loadSupport(file, model.identity);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new DataError(`${path} cannot be read, or is not JSON; name the support.json of an earlier fit.`, {
      cause,
    });
  }
}

async function writeAccount(
  out: string,
  index: number,
  image: LatentImage,
  support: Support,
  model: Model,
  errorRate: number | undefined,
): Promise<void> {
  const account = accountOf(image, support, errorRate === undefined ? {} : { errorRate });
  const name = `account-${String(index + 1).padStart(4, "0")}`;
  const record = { image: image.name, model: model.identity, ...account };
  await writeWhole(join(out, `${name}.json`), `${JSON.stringify(record, null, 2)}\n`);
  await writeWhole(join(out, `${name}.html`), accountHtml(image, account, model.identity));
  console.log(`${image.name}: ${setText(account.set)}; ${resolve(out, `${name}.html`)}`);
}
