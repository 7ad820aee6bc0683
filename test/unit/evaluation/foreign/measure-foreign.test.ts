import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureForeign } from "../../../../src/evaluation/foreign/measure-foreign.ts";
import { loadModel, type Model } from "../../../../src/scoring/model.ts";
import { bundleSource, ellipseFrame } from "../../scoring/model-fixture.ts";

let model: Model;

beforeAll(async () => {
  await tf.setBackend("cpu");
  model = await loadModel(await bundleSource());
});
afterAll(() => model.dispose());

describe("measureForeign", () => {
  it("tells what the tags catch from what the pixels do", async () => {
    const before = tf.memory().numTensors;
    const done: number[] = [];
    const own = ellipseFrame();
    const figures = await measureForeign(
      model,
      [
        { name: "CT", images: [ellipseFrame({ tags: { modality: "CT" } }), own] },
        { name: "empty", images: [{ ...own, pixels: new Float32Array(own.pixels.length) }] },
        { name: "nothing", images: [] },
      ],
      { onProgress: (images) => done.push(images) },
    );
    expect(tf.memory().numTensors).toBe(before);
    expect(done).toEqual([1, 2, 3]);
    expect(figures).toEqual([
      {
        group: "CT",
        images: 2,
        withTags: { applies: 1, caution: 0, refused: 1 },
        // That nothing names the modality is not counted.
        pixelsAlone: { applies: 2, caution: 0, refused: 0 },
      },
      {
        group: "empty",
        images: 1,
        withTags: { applies: 0, caution: 0, refused: 1 },
        pixelsAlone: { applies: 0, caution: 0, refused: 1 },
      },
    ]);
  });

  it("can be stopped", async () => {
    const signal = AbortSignal.abort(new Error("stop"));
    const groups = [{ name: "one", images: [ellipseFrame()] }];
    await expect(measureForeign(model, groups, { signal })).rejects.toThrow("stop");
  });
});
