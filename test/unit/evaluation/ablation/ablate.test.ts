import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import brainFlair from "../../../../assets/presets/brain-flair.json" with { type: "json" };
import { DataError } from "../../../../src/errors/index.ts";
import { ensembleVae } from "../../../../src/evaluation/ablation/ensemble-vae.ts";
import { parseVariants } from "../../../../src/evaluation/ablation/variant.ts";
import { scoringSchema } from "../../../../src/scoring/maps.ts";
import { constantVae } from "../../scoring/fixtures.ts";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("parseVariants", () => {
  const base = scoringSchema.parse(brainFlair.scoring);

  it("puts the bundle's own first, and changes what is named alone", () => {
    const [own, flat] = parseVariants({ flat: { anomaly: { clip: null, flip: false } } }, base);
    expect(own!.scoring).toEqual(base);
    const { clip: _clip, ...anomaly } = base.anomaly;
    expect(flat!.scoring).toEqual({ ...base, anomaly: { ...anomaly, flip: false } });
  });

  it("takes an image score of another kind as a whole", () => {
    const image = { kind: "windowMean", top: 1, bottom: 2, left: 3, right: 4 };
    expect(parseVariants({ window: { image } }, base)[1]!.scoring.image).toEqual(image);
  });

  it("names the variant and the field that are wrong", () => {
    const parse = (json: unknown) => () => parseVariants(json, base);
    expect(parse({ odd: { anomaly: { sigmas: [] } } })).toThrow(/"odd", "anomaly\.sigmas"/);
    expect(parse({ odd: { colour: 1 } })).toThrow(DataError);
    expect(parse([])).toThrow(DataError);
  });
});

describe("ensembleVae", () => {
  const one = constantVae({ height: 1, width: 2, mean: [0, 1], logVariance: [0, 0] });
  const other = constantVae({ height: 1, width: 2, mean: [2, 1], logVariance: [0, 0] });

  it("expects the mean of what the networks do, less surely where they differ", async () => {
    const before = memory().numTensors;
    const both = ensembleVae([one, other]);
    const { mean, logVariance } = tidy(() => ({
      ...both.decode(both.encode(tensor4d([0, 0], [1, 1, 2, 1])).mean),
    }));
    expect([...(await mean.data())]).toEqual([1, 1]);
    const [apart, alike] = await logVariance.data();
    expect(apart).toBeCloseTo(Math.log(2), 5);
    expect(alike).toBeCloseTo(0, 5);
    mean.dispose();
    logVariance.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("refuses networks of different sizes", () => {
    const wide = constantVae({ height: 1, width: 3, mean: [0, 0, 0], logVariance: [0, 0, 0] });
    expect(() => ensembleVae([one, wide])).toThrow(DataError);
  });
});
