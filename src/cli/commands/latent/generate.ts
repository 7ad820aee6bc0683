import { join } from "node:path";
import { defineCommand } from "citty";
import packageJson from "../../../../package.json" with { type: "json" };
import { folderBundleSource } from "../../../dataset/folder-bundle-source.ts";
import { normalLabel } from "../../../dataset/normal-label.ts";
import { sheetPng } from "../../../evaluation/picture.ts";
import { type Code, healthyCodes, posteriorCodes, priorCodes } from "../../../latent/codes.ts";
import { decodeAll, sampleFigures } from "../../../latent/generate.ts";
import { type Generation, generationHtml } from "../../../latent/report/generation-html.ts";
import { writeDicomFile } from "../../../report/dicom-file.ts";
import { makeSyntheticImage } from "../../../report/synthetic-image.ts";
import { deriveUid } from "../../../report/uid.ts";
import { loadModel, type Model } from "../../../scoring/model.ts";
import { encodeImages } from "../../../vae/network-images.ts";
import { Random } from "../../../vae/random.ts";
import { startCommand } from "../../command.ts";
import { readDataSet, selectRows } from "../../data-set.ts";
import { writeWhole } from "../../files.ts";
import { modelArgs } from "../../latent/latent-args.ts";
import { preparePixels } from "../../latent/prepared-pixels.ts";
import { startProgress } from "../../progress.ts";
import { startTensorflow } from "../../tensorflow.ts";
import { oneOf, positiveNumber, UsageError, wholeNumber } from "../../usage-error.ts";

const args = {
  ...modelArgs,
  count: { type: "string", valueHint: "N", description: "how many samples (default: 16)" },
  temperature: {
    type: "string",
    valueHint: "T",
    description: "1: as the model learnt; below: more usual; above: more varied (default: 1)",
  },
  from: {
    type: "string",
    valueHint: "healthy|prior",
    description:
      "healthy: from where healthy images lie (default where the model knows); prior: from the whole latent space",
  },
  around: { type: "string", valueHint: "FILE", description: "vary this image instead of drawing anew" },
  data: {
    type: "string",
    valueHint: "INDEX|FOLDER",
    description:
      "the model's training set: shows each sample beside its nearest training image, with figures",
  },
  dicom: { type: "boolean", description: "also write each sample as DICOM, marked synthetic" },
} as const;

export default defineCommand({
  meta: { name: "residua latent generate", description: "Draw synthetic images from a model." },
  args,
  async run(context) {
    const { values, signal } = startCommand(context, args);
    const seed = wholeNumber(values.seed, "seed", 0) ?? 1;
    const count = wholeNumber(values.count, "count", 1) ?? 16;
    const temperature = positiveNumber(values.temperature, "temperature") ?? 1;
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    try {
      const { vae } = model.bundle;
      const random = new Random(seed);
      const around = values.around === undefined ? undefined : await codeOf(model, values.around, signal);
      const source = sourceOf(model, values.from, values.around);
      const draw = (wanted: number, own: Random) => {
        if (around) return posteriorCodes(around, wanted, temperature, own);
        return source.healthy
          ? healthyCodes(source.healthy, wanted, temperature, own)
          : priorCodes(vae.latentSize, wanted, temperature, own);
      };
      const codes = draw(count, random);
      const samples = await decodeAll(vae, codes, signal);
      const description = `${count} samples ${source.name}, temperature ${temperature}, seed ${seed}`;
      const { height, width } = vae;
      await writeWhole(join(values.out, "samples.png"), sheetPng(samples, { height, width, columns: 8 }).png);
      for (const [index, sample] of samples.entries()) {
        const { png } = sheetPng([sample], { height, width, columns: 1 });
        await writeWhole(join(values.out, "samples", `${fileNumber(index)}.png`), png);
      }
      if (values.dicom)
        await writeDicom(values.out, model, samples, { temperature, seed, source: source.name });
      const compared =
        values.data === undefined
          ? undefined
          : await compare(model, samples, values.data, { draw, seed, signal });
      const generation: Generation = {
        model: model.identity,
        height,
        width,
        description,
        samples,
        ...(compared ? { compared } : {}),
      };
      await writeWhole(join(values.out, "report.html"), generationHtml(generation));
      const { nearest: _, ...figures } = compared?.figures ?? { nearest: [] };
      const record = {
        notice: "Not for diagnostic use",
        model: model.identity,
        description,
        temperature,
        seed,
      };
      await writeWhole(
        join(values.out, "generation.json"),
        `${JSON.stringify({ ...record, ...figures, nearest: compared?.files }, null, 2)}\n`,
      );
      console.log(`${description}; ${values.out}/report.html. Synthetic, not for diagnostic use.`);
    } finally {
      model.dispose();
    }
  },
});

/** The posterior of a file's first image. @throws DataError when it cannot be read or shows nothing */
async function codeOf(model: Model, file: string, signal: AbortSignal) {
  const rows = await readDataSet(file, signal);
  const { pixels } = await preparePixels("Reading", model, rows.slice(0, 1), signal);
  const [posterior] = await encodeImages(model.bundle.vae, pixels.slice(0, 1), signal);
  return posterior;
}

/** Where samples come from, in words too. @throws UsageError where the model does not know healthy codes */
function sourceOf(model: Model, from: string | undefined, around: string | undefined) {
  const choice = oneOf(from, "from", ["healthy", "prior"]);
  if (around !== undefined) {
    if (choice) throw new UsageError("Give either --from or --around.");
    return { name: `around ${around}` };
  }
  const healthy = choice === "prior" ? undefined : model.reference?.latent;
  if (choice === "healthy" && !healthy) {
    throw new UsageError("This model does not know where healthy images lie; use --from prior.");
  }
  return healthy ? { name: "from where healthy images lie", healthy } : { name: "from the prior" };
}

interface CompareOptions {
  readonly draw: (count: number, random: Random) => Code[];
  readonly seed: number;
  readonly signal: AbortSignal;
}

async function compare(
  model: Model,
  samples: readonly Float32Array[],
  data: string,
  { draw, seed, signal }: CompareOptions,
) {
  const all = await readDataSet(data, signal);
  const healthy = `label=${normalLabel}`;
  const training = await preparePixels(
    "Training images",
    model,
    selectRows(all, `split=train,${healthy}`),
    signal,
  );
  const holdOut = await preparePixels(
    "Hold-out images",
    model,
    selectRows(all, `split=val,${healthy}`),
    signal,
  );
  const progress = startProgress("Comparing", 1, "images");
  const real = {
    training: training.pixels,
    holdOut: holdOut.pixels,
    holdOutPatients: holdOut.rows.map(({ patient }) => patient),
  };
  const figures = await sampleFigures(model.bundle.vae, samples, real, {
    draw,
    seed,
    signal,
    onProgress: (done, total) => progress.update(done / total),
  }).finally(() => progress.stop());
  return {
    figures,
    nearest: figures.nearest.map(({ index }) => training.pixels[index]!),
    files: figures.nearest.map(({ index, distance }) => ({
      file: training.rows[index]!.file,
      patient: training.rows[index]!.patient,
      distance,
    })),
  };
}

async function writeDicom(
  out: string,
  model: Model,
  samples: readonly Float32Array[],
  {
    temperature,
    seed,
    source,
  }: { readonly temperature: number; readonly seed: number; readonly source: string },
): Promise<void> {
  const { height, width } = model.bundle.vae;
  const parts = ["synthetic", model.identity.sha256, temperature, seed, source];
  const StudyInstanceUID = await deriveUid(...parts, "study");
  const SeriesInstanceUID = await deriveUid(...parts, "series");
  for (const [index, pixels] of samples.entries()) {
    const dataset = makeSyntheticImage({
      pixels,
      height,
      width,
      model: model.identity,
      description: `sample ${index + 1} ${source}, temperature ${temperature}, seed ${seed}`,
      StudyInstanceUID,
      SeriesInstanceUID,
      SOPInstanceUID: await deriveUid(...parts, index),
      InstanceNumber: index + 1,
      software: packageJson.version,
      date: new Date(),
    });
    await writeWhole(join(out, "dicom", `${fileNumber(index)}.dcm`), writeDicomFile(dataset));
  }
}

function fileNumber(index: number): string {
  return String(index + 1).padStart(4, "0");
}
