import { join } from "node:path";
import { defineCommand } from "citty";
import { folderBundleSource } from "../../../dataset/folder-bundle-source.ts";
import { embedding } from "../../../latent/embedding.ts";
import { embeddingCsv } from "../../../latent/embedding-csv.ts";
import { embeddingPage } from "../../../latent/report/embedding-page.ts";
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
  clusters: { type: "string", valueHint: "N", description: "clusters at most, for k-means (default: 10)" },
} as const;

export default defineCommand({
  meta: {
    name: "residua latent embed",
    description: "Lay images out by where they lie in the latent space: PCA, UMAP and clusters.",
  },
  args,
  async run(context) {
    const { values, signal } = startCommand(context, args);
    const seed = wholeNumber(values.seed, "seed", 0) ?? 1;
    const mostClusters = wholeNumber(values.clusters, "clusters", 2) ?? 10;
    const rows = await chooseRows(values, signal);
    await startTensorflow();
    const model = await loadModel(folderBundleSource(values.model), { signal });
    try {
      const images = await embedRows(model, rows, signal);
      const progress = startProgress("Laying out", 100, "%");
      const laidOut = await embedding(images, model.identity, {
        seed,
        mostClusters,
        signal,
        onProgress: (share) => progress.update(Math.round(100 * share)),
      }).finally(() => progress.stop());
      const { points: _, ...figures } = laidOut;
      await writeWhole(join(values.out, "embedding.json"), `${JSON.stringify(figures, null, 2)}\n`);
      await writeWhole(join(values.out, "embedding.csv"), embeddingCsv(images, laidOut));
      await writeWhole(join(values.out, "embedding.html"), embeddingPage(images, laidOut));
      const { centres, density } = laidOut;
      console.log(
        `${centres.clusters} clusters by k-means (silhouette ${centres.silhouette?.toFixed(3) ?? "-"}), ${density.clusters} by DBSCAN (${density.noise} images in none); ${values.out}/embedding.html. Not for diagnostic use.`,
      );
    } finally {
      model.dispose();
    }
  },
});
