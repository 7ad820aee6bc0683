import { describe, expect, it } from "vitest";
import { crossFittedAlarms, sharesImages } from "../../../src/evaluation/realised-fpr.ts";
import { random } from "../scoring/fixtures.ts";

describe("crossFittedAlarms", () => {
  it("judges each patient by the others alone", () => {
    // Patient 0 stands out in every image: their own scores must not lift their threshold.
    const healthy = Array.from({ length: 100 }, (_, image) => ({
      patient: Math.floor(image / 10),
      score: image < 10 ? 100 + image : image,
    }));
    const alarms = crossFittedAlarms(healthy, 0.05)!;
    expect(alarms.slice(0, 10)).toEqual(new Array(10).fill(true));
    expect(alarms.slice(10).every((alarm) => !alarm)).toBe(true);
  });

  it("keeps what it promises where patients are alike", () => {
    const next = random(11);
    const healthy = Array.from({ length: 2000 }, (_, image) => ({ patient: image % 100, score: next() }));
    const rate = crossFittedAlarms(healthy, 0.05)!.filter(Boolean).length / 2000;
    expect(rate).toBeGreaterThan(0.035);
    expect(rate).toBeLessThan(0.065);
  });

  it("needs two patients", () => {
    expect(crossFittedAlarms([{ patient: 0, score: 1 }], 0.05)).toBeUndefined();
  });
});

describe("sharesImages", () => {
  const next = random(5);
  const calibrated = Array.from({ length: 500 }, () => 0.5 + next()).sort((a, b) => a - b);

  it("knows the calibration's own images again, rounding apart", () => {
    const same = calibrated.slice(100, 300).map((score) => ({ patient: 0, score: score * (1 + 1e-6) }));
    expect(sharesImages(calibrated, same)).toBe(true);
  });

  it("takes others for others", () => {
    const others = Array.from({ length: 300 }, () => ({ patient: 0, score: 0.5 + next() }));
    expect(sharesImages(calibrated, others)).toBe(false);
    expect(sharesImages(calibrated, [])).toBe(false);
  });
});
