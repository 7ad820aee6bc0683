import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ModelFormatError } from "../../../src/errors/index.ts";
import { loadModel, parseCalibration } from "../../../src/scoring/model.ts";
import { bundleSource, calibrationOf } from "./model-fixture.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("loadModel", () => {
  it("gives the parts that scoring needs, and disposes of all tensors", async () => {
    const source = await bundleSource();
    const before = tf.memory().numTensors;
    const model = await loadModel(source);
    expect(model.scoring.anomaly.sigmas).toEqual([0.7, 1.5]);
    expect(model.calibration).toEqual(calibrationOf());
    expect(model.identity).toEqual({ id: "ellipses", version: "0.1.0", sha256: model.bundle.sha256 });
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [
      "scoring.image.fraction",
      {
        scoring: {
          anomaly: { kind: "smoothedPositiveResidual", sigmas: [1], flip: true, minimumDepth: 0 },
          image: { kind: "topMean", fraction: 2, minimumDepth: 0 },
        },
      },
    ],
    ["threshold", { calibration: { ...calibrationOf(), threshold: undefined } }],
  ])("names the field %s that is wrong, and leaves no tensor behind", async (field, parts) => {
    const source = await bundleSource(parts);
    const before = tf.memory().numTensors;
    const failure = await loadModel(source).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelFormatError);
    expect((failure as ModelFormatError).message).toContain(field);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("parseCalibration", () => {
  const good = calibrationOf();

  it("takes what calibrate makes", () => {
    expect(parseCalibration(JSON.parse(JSON.stringify(good)))).toEqual(good);
  });

  it.each([
    ["scores.kl", { scores: { ...good.scores, kl: good.scores.kl.toReversed() } }],
    ["maps.nll.quantiles", { maps: { ...good.maps, nll: { ...good.maps.nll, quantiles: [0, 1] } } }],
    ["maps.nll.quantiles", { maps: { ...good.maps, nll: { ...good.maps.nll, quantiles: [0, 2, 1] } } }],
    [
      "maps.nll.display",
      { maps: { ...good.maps, nll: { ...good.maps.nll, display: { lower: 1, upper: 1 } } } },
    ],
    ["maps.anomaly", { maps: { residual: good.maps.residual, nll: good.maps.nll } }],
    ["population.images", { population: { ...good.population, images: 0 } }],
  ])("names %s where it is wrong", (field, parts) => {
    expect(() => parseCalibration({ ...good, ...parts })).toThrow(ModelFormatError);
    expect(() => parseCalibration({ ...good, ...parts })).toThrow(field);
  });
});
