import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepare } from "../../../src/imaging/prepare.ts";
import { loadModel, type Model } from "../../../src/scoring/model.ts";
import { scoreFrame } from "../../../src/scoring/score-frame.ts";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import type { BundleDescription } from "../../../src/vae/bundle-schema.ts";
import { bundleSource, calibrationOf, ellipseFrame, flairTags } from "./model-fixture.ts";

let model: Model;

beforeAll(async () => {
  await tf.setBackend("cpu");
  model = await loadModel(await bundleSource());
});
afterAll(() => model.dispose());

describe("scoreFrame", () => {
  it("is preparation, scoring and calibration of one frame, and leaves no tensor behind", async () => {
    const frame = ellipseFrame({ lesion: 300 });
    const before = tf.memory().numTensors;
    const result = await scoreFrame(frame, model);
    expect(tf.memory().numTensors).toBe(before);

    const input = prepare(frame, model.bundle.description.preprocessing, { height: 32, width: 32 });
    const [raw] = await scoreInputs([input], model.bundle.vae, model.scoring);
    expect(result.maps).toEqual(raw!.maps);
    expect(result.reconstruction).toEqual(raw!.reconstruction);
    expect(result.affine).toEqual(input.affine);
    expect(result.model).toEqual(model.identity);
    expect(result.applicability).toEqual({ outcome: "applies", reasons: [] });
    const { anomaly } = result.scores;
    expect(anomaly!.value).toBe(raw!.scores.anomaly);
    const higher = model.calibration.scores.anomaly.filter((score) => score >= anomaly!.value).length;
    expect(anomaly!.pValue).toBe((1 + higher) / 21);
  });

  it("finds the bright spot where it was put, in pixels of the image and mm²", async () => {
    const { regions, threshold } = await scoreFrame(ellipseFrame({ lesion: 300 }), model);
    expect(threshold).toBe(0.5);
    const [first] = regions;
    expect(Math.hypot(first!.peakPoint.column - 30, first!.peakPoint.row - 28)).toBeLessThan(5);
    expect(first!.areaMm2).toBeCloseTo(first!.areaPixels * 0.9 * 0.8, 6);
    expect(first!.peak).toBeGreaterThan(threshold);
  });

  it("scores an image that it refuses where the rules are overridden, and says so", async () => {
    const ultrasound = { ...ellipseFrame({ lesion: 300 }), tags: { ...flairTags, modality: "US" } };
    const refused = await scoreFrame(ultrasound, model);
    expect(refused.applicability.outcome).toBe("refused");
    expect(refused.maps).toEqual({});

    const overridden = await scoreFrame(ultrasound, model, { override: true });
    expect(overridden.applicability).toEqual({ ...refused.applicability, outcome: "overridden" });
    const { maps } = await scoreFrame(ellipseFrame({ lesion: 300 }), model, { override: true });
    expect(overridden.maps).toEqual(maps);

    const empty = { ...ultrasound, pixels: new Float32Array(ultrasound.pixels.length) };
    expect((await scoreFrame(empty, model, { override: true })).applicability.outcome).toBe("refused");
  });

  it("gives the costly maps and the latent score of a bundle that knows them, when they are asked for", async () => {
    const { maps, scores } = calibrationOf();
    const known = await loadModel(
      await bundleSource({
        calibration: calibrationOf({
          maps: { ...maps, klGradient: maps.residual },
          scores: { ...scores, latent: scores.kl },
        }),
        reference: { images: 3, latent: { mean: [0, 0, 0, 0], precision: [4, 0, 0, 0, 4, 0, 0, 4, 0, 4] } },
      }),
    );
    const frame = ellipseFrame();
    const before = tf.memory().numTensors;
    const all = await scoreFrame(frame, known, { maps: ["klGradient", "uncertainty"] });
    expect(tf.memory().numTensors).toBe(before);
    expect(all.maps.klGradient).toHaveLength(32 * 32);
    expect(all.maps).not.toHaveProperty("uncertainty");
    expect(all.scores.latent!.pValue).toBeGreaterThan(0);
    expect((await scoreFrame(frame, known)).maps).not.toHaveProperty("klGradient");
    expect((await scoreFrame(frame, model, { maps: ["klGradient"] })).maps).not.toHaveProperty("klGradient");
    known.dispose();
  });

  it("shows an image of another contrast with caution", async () => {
    const result = await scoreFrame(ellipseFrame({ tags: { ...flairTags, seriesDescription: "PD" } }), model);
    expect(result.applicability.outcome).toBe("caution");
    expect(result.maps.anomaly).toHaveLength(32 * 32);
  });

  it.each([
    ["by its tags", ellipseFrame({ tags: { ...flairTags, modality: "CT" } }), "modality"],
    ["when it is empty", { ...ellipseFrame(), pixels: new Float32Array(3000) }, "no-foreground"],
    [
      "when it is full",
      { ...ellipseFrame(), pixels: new Float32Array(3000).fill(7, 100) },
      "foreground-large",
    ],
  ])("refuses an image %s, without a map", async (_, frame, code) => {
    const result = await scoreFrame(frame, model);
    expect(result.applicability.outcome).toBe("refused");
    expect(result.applicability.reasons.map((reason) => reason.code)).toContain(code);
    expect(result.maps).toEqual({});
    expect(result.scores).toEqual({});
    expect(result.regions).toEqual([]);
    expect(result.model).toEqual(model.identity);
  });

  it("says when a CT model gets an image whose values are not Hounsfield units", async () => {
    const preprocessing: BundleDescription["preprocessing"] = [{ step: "window", window: "brain" }];
    const { bundle } = model;
    const description = { ...bundle.description, preprocessing };
    const inverted = { ...ellipseFrame(), photometricInterpretation: "MONOCHROME1" as const };
    const { applicability } = await scoreFrame(inverted, { ...model, bundle: { ...bundle, description } });
    expect(applicability).toEqual({
      outcome: "refused",
      reasons: [{ code: "not-hounsfield", message: expect.stringContaining("Hounsfield"), details: {} }],
    });
  });

  it("stops before it begins when already aborted", async () => {
    const signal = AbortSignal.abort(new Error("gone"));
    await expect(scoreFrame(ellipseFrame(), model, { signal })).rejects.toThrow("gone");
  });
});
