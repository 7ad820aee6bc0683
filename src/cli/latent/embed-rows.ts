import { relative } from "node:path";
import type { IndexRow } from "../../dataset/index-csv.ts";
import type { SourceImage } from "../../dataset/read-frames.ts";
import { DataError } from "../../errors/index.ts";
import { embedImages, type SourceOfLatent } from "../../latent/embed-images.ts";
import type { LatentImage } from "../../latent/latent-image.ts";
import type { Model } from "../../scoring/model.ts";
import { readDataSet, selectRows } from "../data-set.ts";
import { sourceImages } from "../evaluation-images.ts";
import { startProgress } from "../progress.ts";

export interface ImageChoice {
  readonly data: string;
  readonly split?: string | undefined;
  readonly where?: string | undefined;
}

/** @throws DataError when no row passes */
export async function chooseRows(
  { data, split = "", where = "" }: ImageChoice,
  signal: AbortSignal,
): Promise<IndexRow[]> {
  const filter = [split ? `split=${split}` : "", where].filter(Boolean).join(",");
  return selectRows(await readDataSet(data, signal), filter);
}

/**
 * Embeds the images that the model is for; says on standard error how many were left out and why.
 *
 * @throws DataError when none is left
 */
export async function embedRows(
  model: Model,
  rows: readonly IndexRow[],
  signal: AbortSignal,
): Promise<readonly LatentImage[]> {
  const progress = startProgress("Embedding", rows.length, "images");
  try {
    const { images, skipped } = await embedImages(model, sourcesOf(rows, signal), {
      signal,
      onProgress: (done) => progress.update(done),
    });
    progress.stop();
    if (skipped > 0)
      console.error(`Left out: ${skipped} images on which the model's preparation finds nothing.`);
    const own = images.filter(({ applicability }) => applicability !== "refused");
    const foreign = images.length - own.length;
    if (foreign > 0) console.error(`Left out: ${foreign} images that the model is not for.`);
    if (own.length > 0) return own;
    throw new DataError(
      `The model ${model.identity.id} is for none of these images. Choose another model, or other images.`,
    );
  } finally {
    progress.stop();
  }
}

async function* sourcesOf(rows: readonly IndexRow[], signal: AbortSignal): AsyncGenerator<SourceOfLatent> {
  for await (const image of sourceImages(rows, signal)) {
    yield { frame: image.frame, about: aboutOf(image) };
  }
}

function aboutOf({ frame: { frameNumber }, row }: SourceImage): SourceOfLatent["about"] {
  const { file, patient, label, split, columns } = row;
  const path = relative(process.cwd(), file);
  const frame = row.frame ?? (frameNumber > 1 ? frameNumber : undefined);
  const name = frame === undefined ? path : `${path}#${frame}`;
  return { name, file, ...(frame === undefined ? {} : { frame }), patient, label, split, columns };
}
