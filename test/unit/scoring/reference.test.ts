import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { DataError, ModelFormatError } from "../../../src/errors/index.ts";
import type { ModelInput } from "../../../src/imaging/model-input.ts";
import type { Scoring } from "../../../src/scoring/maps.ts";
import { scoringSchema } from "../../../src/scoring/maps.ts";
import { parseReference } from "../../../src/scoring/reference.ts";
import {
  fitReference,
  ReferenceFitter,
  spread,
  withoutReference,
} from "../../../src/scoring/reference-fitter.ts";
import { scoreInputs } from "../../../src/scoring/score-input.ts";
import { createNetwork } from "../../../src/vae/network.ts";
import { layersVae } from "../../../src/vae/vae.ts";
import { randomInput, scoringOf } from "./fixtures.ts";

const window = { top: 4, bottom: 14, left: 5, right: 13 };
const scoring: Scoring = {
  ...scoringOf({ kind: "smoothedAbsoluteResidual", sigmas: [1] }),
  image: {
    kind: "sum",
    terms: [
      { score: "windowMean", ...window, log: true },
      { score: "textureDistance", grid: 2, floor: 0.001, log: true },
      { score: "topMean", fraction: 0.1, minimumDepth: 1, log: false },
      { score: "latentDistance", log: true },
      { score: "residualDistance", ...window, cell: 4, floor: 0.03, log: true },
      { score: "smoothness", log: false },
    ],
  },
};

/** Each as smooth as its number says. */
const smoothInput = (seed: number): ModelInput => {
  const input = randomInput(16, 16, seed);
  return { ...input, statistics: { ...input.statistics, smoothness: 3 + Math.sin(seed) } };
};

const network = () => {
  const { encoder, decoder } = createNetwork({
    height: 16,
    width: 16,
    latentSize: 3,
    channels: [4, 8],
    seed: 2,
  });
  return layersVae(encoder, decoder);
};

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("fitReference", () => {
  const inputs = Array.from({ length: 30 }, (_, seed) => smoothInput(seed));

  it("standardises: over the images themselves each term has mean 0 and deviation 1", async () => {
    const vae = network();
    const before = tf.memory().numTensors;
    const reference = await fitReference(inputs, vae, scoring);
    expect(tf.memory().numTensors).toBe(before);
    expect(reference.images).toBe(30);
    expect(parseReference(JSON.parse(JSON.stringify(reference)), { scoring, latentSize: 3 })).toEqual(
      reference,
    );
    const anomaly = async (terms: number[]) => {
      const { image } = scoring;
      if (image.kind !== "sum") throw new Error("not a sum");
      const own = { ...scoring, image: { ...image, terms: terms.map((index) => image.terms[index]!) } };
      const part = { ...reference, terms: terms.map((index) => reference.terms![index]!) };
      const raw = await scoreInputs(inputs, vae, own, { reference: part });
      return raw.map(({ scores }) => scores.anomaly);
    };
    const indices = [0, 1, 2, 3, 4, 5];
    const single = await Promise.all(indices.map((index) => anomaly([index])));
    for (const values of single) {
      expect(mean(values)).toBeCloseTo(0, 4);
      expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 4);
    }
    const all = await anomaly(indices);
    all.forEach((value, index) => {
      expect(value).toBeCloseTo(
        single.reduce((sum, values) => sum + values[index]!, 0),
        8,
      );
    });
    vae.dispose();
  });

  it("weighs the terms", async () => {
    const vae = network();
    const sumOf = async (...weights: number[]) => {
      const terms = weights.map((weight) => ({ score: "latentDistance", log: false, weight }) as const);
      const own: Scoring = { ...scoring, image: { kind: "sum", terms } };
      const raw = await scoreInputs(inputs, vae, own, { reference: await fitReference(inputs, vae, own) });
      return raw.map(({ scores }) => scores.anomaly);
    };
    const [once, more] = [await sumOf(1), await sumOf(0.5, 2)];
    more.forEach((value, index) => {
      expect(value).toBeCloseTo(2.5 * once[index]!, 8);
    });
    vae.dispose();
  });

  it("gives the latent distance, which is least at the mean of the healthy", async () => {
    const vae = network();
    const reference = await fitReference(inputs, vae, scoringOf());
    expect(reference).toMatchObject({ images: 30, latent: { mean: { length: 3 } } });
    expect(reference).not.toHaveProperty("terms");
    const raw = await scoreInputs(inputs, vae, scoringOf(), { reference });
    const squares = raw.map(({ scores }) => scores.latent! ** 2);
    expect(mean(squares)).toBeGreaterThan(0.5);
    expect(mean(squares)).toBeLessThan(3.01);
    const strange = { ...inputs[0]!, pixels: inputs[0]!.pixels.map((value) => 5 - value) };
    const [far] = await scoreInputs([strange], vae, scoringOf(), { reference });
    expect(far!.scores.latent).toBeGreaterThan(Math.max(...raw.map(({ scores }) => scores.latent!)));
    const [without] = await scoreInputs([strange], vae, scoringOf());
    expect(without!.scores).not.toHaveProperty("latent");
    vae.dispose();
  });

  it("needs images that differ", () => {
    const fitter = new ReferenceFitter(scoring);
    expect(() => fitter.finish()).toThrow(DataError);
  });

  it("stops at the signal", async () => {
    const vae = network();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(fitReference(inputs, vae, scoring, { signal })).rejects.toThrow("enough");
    vae.dispose();
  });
});

describe("reference data", () => {
  const gaussian = (size: number) => ({
    mean: new Array<number>(size).fill(0),
    precision: new Array<number>((size * (size + 1)) / 2).fill(1),
  });
  const terms = [0, 1, 2, 3, 4, 5].map(() => ({ mean: 0, sd: 1 }));
  const good = { images: 9, latent: gaussian(3), texture: gaussian(4), residual: gaussian(4), terms };

  it.each([
    ["terms", { terms: terms.slice(1) }],
    ["terms.1.sd", { terms: [terms[0], { mean: 0, sd: 0 }, ...terms.slice(2)] }],
    ["texture", { texture: undefined }],
    ["residual", { residual: undefined }],
    ["residual.mean", { residual: gaussian(5) }],
    ["texture.mean", { texture: gaussian(5) }],
    ["latent", { latent: undefined }],
    ["latent.mean", { latent: gaussian(2) }],
    ["latent.precision", { latent: { mean: [0, 0, 0], precision: [1, 1, 1] } }],
    ["images", { images: 0 }],
  ])("name %s where it is wrong", (field, parts) => {
    const parse = (json: unknown) => parseReference(json, { scoring, latentSize: 3 });
    expect(parse(good)).toEqual(good);
    expect(() => parse({ ...good, ...parts })).toThrow(ModelFormatError);
    expect(() => parse({ ...good, ...parts })).toThrow(field);
  });

  it("are asked for by a sum, and by nothing else", async () => {
    const vae = network();
    const input = randomInput(16, 16, 1);
    await expect(scoreInputs([input], vae, scoring)).rejects.toThrow(ModelFormatError);
    const [raw] = await scoreInputs([input], vae, withoutReference(scoring));
    expect(raw!.scores.anomaly).toBeCloseTo(windowMeanOf(raw!.maps.anomaly), 6);
    vae.dispose();
  });
});

describe("spread", () => {
  it("takes evenly, always the same, and all where there are few", () => {
    const items = Array.from({ length: 1000 }, (_, index) => index);
    expect(spread(items, 4)).toEqual([0, 250, 500, 750]);
    expect(spread(items)).toHaveLength(700);
    expect(new Set(spread(items)).size).toBe(700);
    expect(spread([1, 2, 3], 4)).toEqual([1, 2, 3]);
  });
});

describe("scoringSchema", () => {
  it("takes each kind, and no field that it does not know", () => {
    expect(scoringSchema.parse(scoring)).toEqual(scoring);
    const image = { kind: "windowMean", ...window } as const;
    expect(scoringSchema.parse({ ...scoring, image }).image).toEqual(image);
    const options = { samples: 8, restoration: { steps: 2, threshold: 1 } };
    expect(scoringSchema.parse({ ...scoring, ...options })).toEqual({ ...scoring, ...options });
    for (const wrong of [
      { ...scoring, other: 1 },
      { ...scoring, anomaly: { ...scoring.anomaly, other: 1 } },
      { ...scoring, image: { ...image, fraction: 0.1 } },
      { ...scoring, image: { kind: "sum", terms: [] } },
    ])
      expect(scoringSchema.safeParse(wrong).success).toBe(false);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function windowMeanOf(map: Float32Array): number {
  const inside = map.filter((_, index) => {
    const [row, column] = [Math.floor(index / 16), index % 16];
    return row >= window.top && row < window.bottom && column >= window.left && column < window.right;
  });
  return mean([...inside]);
}
