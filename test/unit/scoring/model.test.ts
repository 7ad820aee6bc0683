import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ModelFormatError } from "../../../src/errors/index.ts";
import { loadModel, parseCalibration } from "../../../src/scoring/model.ts";
import { bundleSource, calibrationOf } from "./model-fixture.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const anomaly = { kind: "smoothedAbsoluteResidual", sigmas: [1], flip: false, minimumDepth: 0 };
const windowed = (window: object) => ({ anomaly, image: { kind: "windowMean", ...window } });
const summedOf = (term: object) => ({ anomaly, image: { kind: "sum", terms: [term] } });
const summed = summedOf({ score: "topMean", fraction: 0.1, minimumDepth: 0, log: true });
const pattern = {
  score: "residualDistance",
  ...{ top: 0, bottom: 8, left: 0, right: 8 },
  ...{ cell: 4, floor: 0.03, log: true },
};

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

  it("takes a bundle with reference data, and a score that is made of them", async () => {
    const reference = { images: 3, terms: [{ mean: -1, sd: 0.5 }] };
    const model = await loadModel(await bundleSource({ scoring: summed, reference }));
    expect(model.bundle.description.reference).toBe("reference.json");
    expect(model.reference).toEqual(reference);
    model.dispose();
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
    ["scoring.image", { scoring: windowed({ top: 0, bottom: 33, left: 0, right: 8 }) }],
    ["scoring.image", { scoring: windowed({ top: 9, bottom: 9, left: 0, right: 8 }) }],
    ["reference.json: terms", { scoring: summed }],
    ["scoring.image.terms.0", { scoring: summedOf({ ...pattern, bottom: 33 }) }],
    ["scoring.image.terms.0", { scoring: summedOf({ ...pattern, cell: 16 }) }],
    ["preprocessing", { scoring: summedOf({ score: "smoothness", log: false }) }],
    ["reference.json: latent.mean", { reference: { images: 3, latent: { mean: [1], precision: [1] } } }],
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
