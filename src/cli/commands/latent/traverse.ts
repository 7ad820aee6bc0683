import { join, resolve } from "node:path";
import { defineCommand } from "citty";
import { folderBundleSource } from "../../../dataset/folder-bundle-source.ts";
import { sheetPng } from "../../../evaluation/picture.ts";
import type { LatentImage } from "../../../latent/latent-image.ts";
import { traversalHtml } from "../../../latent/report/traversal-html.ts";
import { gridSteps, interpolationSteps, traversalSteps, traverse } from "../../../latent/traverse.ts";
import { loadModel } from "../../../scoring/model.ts";
import { startCommand } from "../../command.ts";
import { writeWhole } from "../../files.ts";
import { chooseRows, embedRows } from "../../latent/embed-rows.ts";
import { imageArgs } from "../../latent/latent-args.ts";
import { startTensorflow } from "../../tensorflow.ts";
import { UsageError, wholeNumber } from "../../usage-error.ts";

const { seed: _, ...shared } = imageArgs;
const args = {
  ...shared,
  from: { type: "string", valueHint: "FILE", description: "interpolate from this image of the data" },
  to: { type: "string", valueHint: "FILE", description: "to this one" },
  shown: { type: "string", valueHint: "N", description: "dimensions and directions to show (default: 8)" },
} as const;

export default defineCommand({
  meta: {
    name: "residua latent traverse",
    description: "Show what moves in the image when one moves in the latent space.",
  },
  args,
  async run(context) {
    const { values, signal } = startCommand(context, args);
    const shown = wholeNumber(values.shown, "shown", 1) ?? 8;
    if ((values.from === undefined) !== (values.to === undefined)) {
      throw new UsageError("--from and --to belong together: name both images, or neither.");
    }
    const rows = await chooseRows(values, signal);
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    try {
      const { vae } = model.bundle;
      const images = await embedRows(model, rows, signal);
      const between =
        values.from === undefined || values.to === undefined
          ? undefined
          : ([placeOf(images, values.from), placeOf(images, values.to)] as const);
      const traversals = await traverse(vae, images, { shown, signal, ...(between ? { between } : {}) });
      const { height, width } = vae;
      const size = { height, width };
      const write = (name: string, pictures: readonly Float32Array[], columns: number) =>
        writeWhole(join(values.out, name), sheetPng(pictures, { ...size, columns }).png);
      const rowsOf = (each: readonly { readonly images: readonly Float32Array[] }[]) =>
        each.flatMap((row) => row.images);
      await write("dimensions.png", rowsOf(traversals.dimensions), traversalSteps.length);
      await write("directions.png", rowsOf(traversals.directions), traversalSteps.length);
      await write("interpolation.png", traversals.interpolation.images, interpolationSteps);
      if (traversals.grid.length > 0) await write("grid.png", traversals.grid, gridSteps.length);
      const report = { model: model.identity, ...size, images: images.length, traversals };
      await writeWhole(join(values.out, "report.html"), traversalHtml(report));
      const { activity, directions, interpolation } = traversals;
      const record = {
        notice: "Not for diagnostic use",
        model: model.identity,
        images: images.length,
        activity,
        directions: directions.map(({ deviation, explained }) => ({ deviation, explained })),
        interpolation: { from: interpolation.from, to: interpolation.to },
      };
      await writeWhole(join(values.out, "traversal.json"), `${JSON.stringify(record, null, 2)}\n`);
      const active = activity.filter(({ isActive }) => isActive).length;
      console.log(
        `${active} of ${activity.length} dimensions are active; ${values.out}/report.html. Not for diagnostic use.`,
      );
    } finally {
      model.dispose();
    }
  },
});

/** @throws UsageError when the image is not among those that were embedded */
function placeOf(images: readonly LatentImage[], file: string): number {
  const place = images.findIndex((image) => image.file === resolve(file));
  if (place >= 0) return place;
  throw new UsageError(`${file} is not among the images of the data, or the model is not for it.`);
}
