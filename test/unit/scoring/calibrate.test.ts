import { describe, expect, it } from "vitest";
import { DataError } from "../../../src/errors/index.ts";
import { calibrate } from "../../../src/scoring/calibrate.ts";
import { calibratedThreshold } from "../../../src/scoring/calibrated-threshold.ts";
import { calibrationSchema } from "../../../src/scoring/calibration.ts";
import type { RawScores } from "../../../src/scoring/raw-scores.ts";
import { random } from "./fixtures.ts";

const population = { description: "Test", patients: 7 };

/** Anomaly values uniform in 0..1 on the shown half, 50 elsewhere (which must not count). */
function healthy(count: number, costly = false): RawScores[] {
  const next = random(3);
  return Array.from({ length: count }, (_, image) => {
    const size = 200;
    const shown = Uint8Array.from({ length: size }, (_unused, index) => (index < size / 2 ? 1 : 0));
    const mask = Uint8Array.from({ length: size }, (_unused, index) => (index < 150 ? 1 : 0));
    const values = (where: Uint8Array, scale: number, offset: number) =>
      Float32Array.from(where, (inside) => (inside ? next() * scale + offset : 50));
    return {
      height: 10,
      width: 20,
      maps: {
        anomaly: values(shown, 1, 0),
        signed: values(mask, 3, -1),
        residual: values(mask, 0.2, 0),
        nll: values(mask, 4, -2),
        ssim: values(mask, 1, 0),
        ...(costly ? { klGradient: values(mask, 2, 0) } : {}),
      },
      reconstruction: new Float32Array(size),
      scores: {
        anomaly: (image * 37) % count,
        reconstruction: -image,
        kl: image,
        elbo: image,
        ...(costly ? { latent: count - image } : {}),
      },
      klPerDimension: Float32Array.of(image, 1),
      latentMean: Float32Array.of(0, 0),
      mask,
      shown,
    };
  });
}

describe("calibrate", () => {
  const raw = healthy(199);
  const calibration = calibrate(raw, { population });

  it("follows the schema and says who it was made from", () => {
    expect(calibrationSchema.parse(calibration)).toEqual(calibration);
    expect(calibration.population).toEqual({ description: "Test", images: 199, patients: 7 });
    expect(calibration.maps.anomaly.unit).toBe("σ");
  });

  it("puts the threshold where 0.5 % of the shown healthy pixels lie above", () => {
    const { value, falsePositivePixels } = calibration.threshold;
    expect(falsePositivePixels).toBe(0.005);
    const pixels = raw.flatMap(({ maps, shown }) => [...maps.anomaly.filter((_, index) => shown[index])]);
    expect(pixels.filter((pixel) => pixel > value).length / pixels.length).toBeCloseTo(0.005, 3);
  });

  it("puts the image's threshold at 5 % of new healthy images, and sorts the scores", () => {
    expect(calibration.imageThreshold).toEqual({ falsePositiveRate: 0.05, value: 189 });
    expect(calibration.scores.anomaly).toEqual(Array.from({ length: 199 }, (_, index) => index));
    expect(calibration.scores.reconstruction[0]).toBe(-198);
  });

  it("offers thresholds at 1, 5 and 10 % beside them, which a bundle may lack", () => {
    const { thresholds, imageThresholds } = calibration.alternatives!;
    expect(imageThresholds).toEqual([
      { falsePositiveRate: 0.01, value: 197 },
      { falsePositiveRate: 0.05, value: 189 },
      { falsePositiveRate: 0.1, value: 179 },
    ]);
    expect(thresholds.map(({ falsePositivePixels }) => falsePositivePixels)).toEqual([0.01, 0.05, 0.1]);
    for (const { value, falsePositivePixels } of thresholds)
      expect(value).toBeCloseTo(1 - falsePositivePixels, 2);
    const { alternatives: _alternatives, ...older } = calibration;
    expect(calibrationSchema.parse(older)).toEqual(older);
  });

  it("gives ascending quantiles and a display range that does not look at any one image", () => {
    const { probabilities, quantiles, display } = calibration.maps.nll;
    expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
    expect(quantiles[probabilities.indexOf(0.25)]).toBeCloseTo(-1, 1);
    expect(display.lower).toBeCloseTo(-1.98, 1);
    expect(display.upper).toBeCloseTo(-1.98 + 3 * 3.96, 0);
    expect(calibration.maps.anomaly.display.lower).toBe(0);
  });

  it("centres the signed map's range on zero, with fine quantiles at both ends", () => {
    const { probabilities, quantiles, display } = calibration.maps.signed!;
    expect(quantiles[probabilities.indexOf(0.0025)]).toBeCloseTo(-1, 1);
    expect(display.upper).toBeCloseTo(3 * 1.985, 1);
    expect(display.lower).toBe(-display.upper);
    expect(calibratedThreshold(calibration, "signed")).toBeCloseTo(1.99, 1);
  });

  it("gives the range of each latent dimension's KL", () => {
    expect(calibration.klPerDimension).toEqual({ lower: [5, 1], upper: [193, 1] });
  });

  it("has costly maps and the latent score only where the images have them", () => {
    expect(calibration.maps.klGradient).toBeUndefined();
    expect(calibration.scores.latent).toBeUndefined();
    const more = calibrate(healthy(30, true), { population });
    expect(calibrationSchema.parse(more)).toEqual(more);
    expect(more.maps.klGradient!.unit).toBe("nats / intensity");
    expect(more.maps.uncertainty).toBeUndefined();
    expect(more.scores.latent![0]).toBe(1);
  });

  it("needs enough images, and pixels", () => {
    expect(() => calibrate(healthy(19), { population })).toThrow(DataError);
    const hidden = healthy(20).map((result) => ({ ...result, shown: new Uint8Array(200) }));
    expect(() => calibrate(hidden, { population })).toThrow(/No healthy image has a pixel/);
  });
});
