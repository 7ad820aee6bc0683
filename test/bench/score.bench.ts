import { join } from "node:path";
import { tensor4d, tidy } from "@tensorflow/tfjs-core";
import { packageRoot } from "../../src/cli/package-root.ts";
import { startTensorflow } from "../../src/cli/tensorflow.ts";
import { folderBundleSource } from "../../src/dataset/folder-bundle-source.ts";
import { prepare } from "../../src/imaging/prepare.ts";
import { loadModel } from "../../src/scoring/model.ts";
import { scoreFrame } from "../../src/scoring/score-frame.ts";
import { phantom } from "../fixtures/phantom.ts";
import { alternate } from "./support/alternate.ts";
import type { Bench } from "./support/bench.ts";

export default {
  title:
    "Scoring a 256x256 frame (preparation, maps, scores, regions) against its bare encode and decode, in Node",
  figures: {
    "score.throughputRatio": { unit: "ratio" },
    "score.imagesPerSecond": { unit: "images/s" },
    "score.bareImagesPerSecond": { unit: "images/s" },
  },
  async run() {
    await startTensorflow();
    const model = await loadModel(folderBundleSource(join(packageRoot, "assets/models/brain-flair")));
    const { vae, description } = model.bundle;
    const { height, width } = description.input;
    const frame = phantom({ rows: 256, columns: 256 });
    const { maps } = await scoreFrame(frame, model);
    if (maps.anomaly === undefined)
      throw new Error("The model refuses the phantom: there is nothing to time.");

    const { pixels } = prepare(frame, description.preprocessing, description.input);
    const bare = () =>
      tidy(() => vae.decode(vae.encode(tensor4d(pixels, [1, height, width, 1])).mean).mean.dataSync());
    const { ratio, subject, reference } = await alternate(() => scoreFrame(frame, model), bare, {
      pairs: 9,
      calls: 2,
    });
    model.dispose();
    return {
      "score.throughputRatio": 1 / ratio,
      "score.imagesPerSecond": 1000 / subject,
      "score.bareImagesPerSecond": 1000 / reference,
    };
  },
} as const satisfies Bench;
