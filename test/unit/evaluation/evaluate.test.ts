import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DataError } from "../../../src/errors/index.ts";
import { evaluate } from "../../../src/evaluation/evaluate.ts";
import type { EvaluationImage } from "../../../src/evaluation/evaluation-image.ts";
import { Gallery, type Outcome } from "../../../src/evaluation/gallery/gallery.ts";
import { type Metrics, metricsSchema } from "../../../src/evaluation/metrics-schema.ts";
import { reportHtml } from "../../../src/evaluation/report-html.ts";
import { isOfSize } from "../../../src/evaluation/size-class.ts";
import { anomalyKinds } from "../../../src/evaluation/synthetic/variants.ts";
import { loadModel, type Model } from "../../../src/scoring/model.ts";
import { bundleSource, ellipseFrame, lesionMask } from "../scoring/model-fixture.ts";

let model: Model;

beforeAll(async () => {
  await tf.setBackend("cpu");
  model = await loadModel(await bundleSource());
});
afterAll(() => model.dispose());

const data = { index: "ellipses.csv", split: "val", where: "" };
const quick = { data, bootstrap: { resamples: 60, seed: 2 } };

/** 8 patients with two images each; the even ones have a lesion in their second image. */
function* images(lesion = 300): Generator<EvaluationImage> {
  for (let patient = 0; patient < 8; patient++) {
    for (const image of [0, 1]) {
      const abnormal = patient % 2 === 0 && image === 1;
      yield {
        frame: ellipseFrame({ seed: 10 * patient + image, lesion: abnormal ? lesion : 0 }),
        patient: `p${patient}`,
        abnormal,
        mask: abnormal ? lesionMask() : undefined,
        position: 0.4 + 0.1 * image,
      };
    }
  }
}

function* references() {
  for (let seed = 100; seed < 104; seed++) yield ellipseFrame({ seed });
}

describe("evaluate", () => {
  it("finds what is plain to see, with every figure, interval and baseline, and leaves no tensor behind", async () => {
    const before = tf.memory().numTensors;
    const stages = new Set<string>();
    const metrics = await evaluate(
      model,
      images(),
      { ...quick, healthyReference: references(), batchSize: 3 },
      { onProgress: ({ stage }) => stages.add(stage) },
    );
    expect(tf.memory().numTensors).toBe(before);
    expect(metricsSchema.parse(JSON.parse(JSON.stringify(metrics)))).toEqual(metrics);
    expect([...stages]).toEqual(["reference", "images", "figures"]);
    expect(metrics.data).toEqual({ ...data, images: 16, patients: 8, healthy: 12, abnormal: 4, skipped: 0 });
    expect(metrics.model).toEqual(model.identity);
    expect(metrics.image!.auroc).toEqual({ value: 1, ci95: [1, 1] });
    expect(metrics.scores.anomaly).toEqual(metrics.image);
    expect(metrics.pixel!.ap.value).toBeGreaterThan(0.5);
    expect(metrics.maps.anomaly).toEqual({ image: metrics.maps.anomaly!.image, pixel: metrics.pixel });
    expect(Object.keys(metrics.maps)).toEqual(expect.arrayContaining(["anomaly", "residual", "nll"]));
    // 69 of 60 x 50 pixels are as many as 1507 of 256 x 256.
    const sure = { value: 1, ci95: [1, 1] };
    expect(metrics.lesionSize).toMatchObject([
      { from: 1500, below: null, images: 4, patients: 4, auroc: sure },
    ]);
    const { healthy, abnormal } = metrics.histogram;
    const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    expect([total(healthy), total(abnormal)]).toEqual([12, 4]);
    expect(metrics.precisionRecall.at(-1)).toEqual([1, 4 / 16]);
    expect(metrics.synthetic).toBeUndefined();
    expect(metrics.applicability).toEqual({ applies: 16, caution: 0, refused: 0 });
    // The mean of healthy ellipses explains an ellipse, so its residual finds the lesion as well.
    expect(metrics.baselines.meanImageResidual!.pixel!.ap.value).toBeGreaterThan(0.8);
    expect(metrics.baselines.intensity!.pixel!.ap.value).toBeGreaterThan(0.1);
    // 8 of the 12 healthy images lie off the middle, 4 in the middle like the abnormal ones.
    expect(metrics.baselines.position!.image.auroc.value).toBeCloseTo(10 / 12, 10);
    expect(metrics.baselines.smoothness!.image.auroc.value).toBeGreaterThanOrEqual(0);
    expect(metrics.ms).toBeGreaterThan(0);
  });

  it("is the same for the same seed, whatever the batches", async () => {
    const strip = ({ ms: _ms, ...rest }: Metrics) => rest;
    const one = await evaluate(model, images(60), { ...quick, batchSize: 1 });
    const many = await evaluate(model, images(60), { ...quick, batchSize: 16 });
    expect(strip(many)).toEqual(strip(one));
  });

  it("leaves out what is not known: lesions' outlines, positions, reference images", async () => {
    const bare = [...images()].map(({ frame, patient, abnormal }) => ({ frame, patient, abnormal }));
    const metrics = await evaluate(model, bare, quick);
    expect(metrics.pixel).toBeUndefined();
    expect(metrics.lesionSize).toBeUndefined();
    expect(metrics.baselines.position).toBeUndefined();
    expect(metrics.baselines.meanImageResidual).toBeUndefined();
    expect(metrics.baselines.intensity!.pixel).toBeUndefined();
    expect(metrics.maps.residual!.pixel).toBeUndefined();
    expect(await evaluate(model, bare, { ...quick, outlined: false })).toEqual({
      ...metrics,
      ms: expect.anything(),
    });
    expect(metrics.calibration.realisedFalsePositivePixels.value).toBeGreaterThanOrEqual(0);
  });

  it("says how the false-positive rate was realised", async () => {
    const other = await evaluate(model, images(), quick);
    expect(other.calibration.method).toBe("bundle's threshold");
    expect(other.calibration.alternatives).toBeUndefined();
    const same = await evaluate(model, images(), { ...quick, calibratedOnThese: true });
    expect(same.calibration.method).toBe("cross-fitted by patient");
    expect(same.calibration.targetFpr).toBe(0.05);
    const { threshold, imageThreshold } = model.calibration;
    const generous = { falsePositiveRate: 0.1, value: -1 };
    const alternatives = { thresholds: [threshold], imageThresholds: [imageThreshold, generous] };
    const offering = { ...model, calibration: { ...model.calibration, alternatives } };
    const { calibration } = await evaluate(offering, [...images()].slice(0, 6), quick);
    const { targetFpr, realisedFpr, sensitivity } = calibration;
    expect(calibration.alternatives![0]).toEqual({ targetFpr, realisedFpr, sensitivity });
    expect(calibration.alternatives![1]).toMatchObject({ targetFpr: 0.1, realisedFpr: { value: 1 } });
    expect(same.calibration.realisedFpr.value).toBeLessThan(0.5);
  });

  it("measures the costly maps where they are asked for", async () => {
    const before = tf.memory().numTensors;
    const metrics = await evaluate(model, images(), { ...quick, maps: "all" });
    expect(tf.memory().numTensors).toBe(before);
    expect(metrics.maps.klGradient!.pixel!.ap.value).toBeGreaterThan(0);
    // This bundle has no threshold for it.
    expect(metrics.maps.klGradient!.pixel!.diceCalibrated).toBeUndefined();
    expect(metricsSchema.parse(JSON.parse(JSON.stringify(metrics)))).toEqual(metrics);
  });

  it("runs the synthetic suite, and shows chance's choice of hits, misses and false alarms", async () => {
    const gallery = new Gallery(model, { pictures: 1 });
    const before = tf.memory().numTensors;
    const few = [...images()].slice(0, 3);
    const options = {
      data,
      bootstrap: { resamples: 50 },
      synthetic: { images: 2, seed: 4 },
      sinks: [gallery],
    };
    const metrics = await evaluate(model, few, options);
    expect(tf.memory().numTensors).toBe(before);
    const { label, seed, results, ...rest } = metrics.synthetic!;
    expect({ label, seed, ...rest }).toEqual({
      label: "synthetic",
      seed: 4,
      images: 2,
      patients: 2,
      resamples: 200,
    });
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(anomalyKinds));
    expect(metricsSchema.parse(JSON.parse(JSON.stringify(metrics)))).toEqual(metrics);
    const brightest = results.find(({ kind, strength }) => kind === "brighter" && strength === 0.8)!;
    expect(brightest.image.auroc.value).toBe(1);

    const { value: sensitivity } = metrics.calibration.sensitivity!;
    const imagesOf = (wanted: Outcome) =>
      gallery.groups
        .filter(({ outcome }) => outcome === wanted)
        .reduce((sum, group) => sum + group.images, 0);
    expect(imagesOf("hit")).toBe(sensitivity);
    expect(imagesOf("miss")).toBe(1 - sensitivity);
    expect(reportHtml(metrics, gallery).match(/<img src="data:image\/png;base64,/g)).toHaveLength(
      gallery.groups.length,
    );
    for (const { outcome, size, pictures } of gallery.groups) {
      expect(pictures).toHaveLength(1);
      expect(size === undefined).toBe(outcome === "falseAlarm");
      if (size) expect(isOfSize(pictures[0]!.lesionPixels!, size)).toBe(true);
    }
  });

  it("measures false alarms alone where no image is abnormal, and says so", async () => {
    const healthy = [...images()].filter(({ abnormal }) => !abnormal);
    const metrics = metricsSchema.parse(await evaluate(model, healthy, quick));
    expect(metrics.data).toMatchObject({ healthy: healthy.length, abnormal: 0 });
    const { image, scores, maps, baselines, roc, precisionRecall } = metrics;
    expect(image).toBeUndefined();
    expect([scores, maps, baselines, roc, precisionRecall]).toEqual([{}, {}, {}, [], []]);
    expect(metrics.calibration.sensitivity).toBeUndefined();
    expect(metrics.calibration.realisedFpr.value).toBeGreaterThanOrEqual(0);
    const report = reportHtml(metrics);
    expect(report).toContain("no abnormal image");
    expect(report).not.toMatch(/NaN|undefined/);
  });

  it("counts what cannot be prepared, and needs healthy images", async () => {
    const empty = { ...ellipseFrame(), pixels: new Float32Array(3000) };
    const withEmpty = [...images(), { frame: empty, patient: "p9", abnormal: false }];
    expect((await evaluate(model, withEmpty, quick)).data.skipped).toBe(1);
    const sick = [...images()].filter(({ abnormal }) => abnormal);
    await expect(evaluate(model, sick, quick)).rejects.toThrow(DataError);
    const odd = [...images()].map((image) => ({ ...image, mask: image.mask?.slice(1) }));
    await expect(evaluate(model, odd, quick)).rejects.toThrow(/mask/);
  });

  it("stops at the signal", async () => {
    const before = tf.memory().numTensors;
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(evaluate(model, images(), quick, { signal })).rejects.toThrow("enough");
    expect(tf.memory().numTensors).toBe(before);
  });
});
