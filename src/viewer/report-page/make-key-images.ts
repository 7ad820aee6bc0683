import { imageLoader } from "@cornerstonejs/core";
import type { Plugin, ScanItem } from "../../../plugin/index.ts";
import { DataError } from "../../errors/index.ts";
import type { LoadedModel } from "../../inference/engine.ts";
import type { ColormapName } from "../../ui/colormaps.ts";
import type { Series } from "../files/series.ts";
import { drawThumbnail } from "../stack/thumbnail.ts";
import { drawHeatmap } from "./draw-key-image.ts";
import type { KeyImage } from "./report-content.ts";

export interface KeyImagesOptions {
  readonly plugin: Pick<Plugin, "scan">;
  readonly series: Series;
  /** Places in the series, from 0. */
  readonly indices: readonly number[];
  readonly colormap: ColormapName;
  readonly signal: AbortSignal;
}

export interface KeyImages {
  readonly images: readonly KeyImage[];
  readonly model: LoadedModel;
}

/** Longer side of the pictures, canvas pixels: 300 a inch on half of an A4 page's width. */
const side = 1000;

/**
 * Scores the images again, which the engine remembers for those that were shown, and draws them.
 *
 * @throws DataError when none can be read and scored; the signal's reason when aborted
 */
export async function makeKeyImages({
  plugin,
  series,
  indices,
  colormap,
  signal,
}: KeyImagesOptions): Promise<KeyImages> {
  const imageIds = indices.map((index) => series.imageIds[index]!);
  const items = await plugin.scan(imageIds, { signal });
  const images: KeyImage[] = [];
  let model: LoadedModel | undefined;
  for (const [place, item] of items.entries()) {
    if (!item.result) continue;
    model ??= item.model;
    // One report speaks of one model.
    if (item.model.identity.sha256 !== model.identity.sha256) continue;
    images.push(await drawImage(item, indices[place]!, series.modality, colormap));
    signal.throwIfAborted();
  }
  if (model) return { images, model };
  throw new DataError("None of the images for the report could be read and scored.", {
    cause: items[0]?.error,
  });
}

async function drawImage(
  { imageId, result, facts, model }: Extract<ScanItem, { result: object }>,
  index: number,
  modality: string,
  colormap: ColormapName,
): Promise<KeyImage> {
  const { columns, rows, columnPixelSpacing, rowPixelSpacing } = await imageLoader.loadAndCacheImage(imageId);
  const across = columns * (columnPixelSpacing || 1);
  const down = rows * (rowPixelSpacing || 1);
  const plain = document.createElement("canvas");
  plain.width = Math.max(1, Math.round((side * across) / Math.max(across, down)));
  plain.height = Math.max(1, Math.round((side * down) / Math.max(across, down)));
  await drawThumbnail(plain, imageId, modality);
  const overlaid = document.createElement("canvas");
  overlaid.width = plain.width;
  overlaid.height = plain.height;
  overlaid.getContext("2d")?.drawImage(plain, 0, 0);
  drawHeatmap(overlaid, { result, model, rows, columns, colormap });
  return {
    index,
    SOPInstanceUID: facts.SOPInstanceUID,
    applicability: result.applicability,
    score: result.scores.anomaly,
    regions: result.regions,
    plain,
    overlaid,
  };
}
