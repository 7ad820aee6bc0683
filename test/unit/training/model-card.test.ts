import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { modelCard } from "../../../src/training/model-card.ts";
import { parsePreset } from "../../../src/training/preset.ts";
import { sampleMetrics } from "../evaluation/metrics-fixture.ts";
import { calibrationOf } from "../scoring/model-fixture.ts";

const path = new URL("../../../assets/presets/brain-flair.json", import.meta.url);
const preset = parsePreset(JSON.parse(await readFile(path, "utf8")));
const facts = {
  preset,
  calibration: calibrationOf(),
  training: { images: 70, patients: 9 },
  backend: "tfjs-backend-wasm",
  history: [],
  commands: ["npx residua train --data index.csv"],
};

describe("modelCard", () => {
  const card = modelCard({ ...facts, metrics: sampleMetrics });

  it("says what the model is for and not for, what it was made of, and by which commands", () => {
    for (const text of [
      "# Brain FLAIR (brain-flair",
      "Not for diagnostic use",
      "Trained on 70 images of 9 patients",
      "Population: Synthetic ellipses",
      preset.licence,
      "axial FLAIR MR images of the brain",
      "npx residua train --data index.csv",
    ]) {
      expect(card).toContain(text);
    }
  });

  it("gives every figure with its interval: scores, maps, sizes, baselines, synthetic", () => {
    for (const row of [
      "| KL divergence | 0.460 (0.440–0.480)",
      "| KL gradient map | 0.310 (0.290–0.330)",
      "| baseline: slice position | 0.680 (0.660–0.700)",
      "| under 500 px | 40 | 11 | 0.440 (0.420–0.460) | 0.840 (0.820–0.860) |",
      "| darker, 0.4 | 17 | 908 | 19 | 0.71 (0.69–0.73)",
    ]) {
      expect(card).toContain(row);
    }
    expect(card).toContain("Synthetic anomalies, not seen in any patient");
    expect(card).toContain("Found at the image threshold: under 500 px: 44.0 % (42.0–46.0 %).");
    expect(card).not.toMatch(/undefined|NaN|\[object/);
  });

  it("says when thresholds come from the patient that was trained on", () => {
    const card = modelCard({ ...facts, metrics: sampleMetrics, withinPatient: true });
    expect(card).toMatch(/Calibrated on \d+ images of the same patient:/);
    expect(card).toContain("Trained and measured on one patient");
    expect(modelCard({ ...facts, metrics: sampleMetrics })).not.toContain("Trained and measured on one");
  });

  it("says that there was no abnormal image, and gives no figure of detection", () => {
    const { image: _image, pixel: _pixel, lesionSize: _size, ...rest } = sampleMetrics;
    const { sensitivity: _sensitivity, ...calibration } = rest.calibration;
    const healthy = { ...rest, scores: {}, maps: {}, baselines: {}, calibration };
    const card = modelCard({ ...facts, metrics: healthy });
    expect(card).toContain("There was no abnormal image to test it on");
    expect(card).toContain("Healthy images above the image threshold");
    expect(card).not.toMatch(/undefined|NaN|To find 95 %|Which images are abnormal/);
  });

  it("makes no claim where nothing was measured", () => {
    const bare = modelCard(facts);
    expect(bare).toContain("Not evaluated");
    expect(bare).not.toMatch(/AUROC|undefined/);
    const { pixel: _pixel, lesionSize: _size, synthetic: _synthetic, ...rest } = sampleMetrics;
    const withoutMasks = modelCard({ ...facts, metrics: rest });
    expect(withoutMasks).not.toContain("Where the lesions are");
    expect(withoutMasks).not.toContain("Synthetic anomalies");
  });
});
