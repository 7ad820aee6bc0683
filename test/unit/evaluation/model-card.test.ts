import { describe, expect, it } from "vitest";
import { type ModelCardOptions, modelCard } from "../../../src/evaluation/model-card.ts";
import { sampleMetrics } from "./metrics-fixture.ts";

const options: ModelCardOptions = {
  description: {
    id: "brain-flair",
    version: "0.1.0",
    name: "Brain FLAIR",
    description: "Axial FLAIR of the head.",
    licence: "CC BY-NC-SA 4.0",
    input: { height: 128, width: 128 },
    latent: { size: 64 },
    applicability: {
      modalities: ["MR"],
      bodyParts: ["head", "brain"],
      plane: "axial",
      contrasts: ["flair"],
      contrastName: "FLAIR",
      foreground: { refuseBelow: 0.05, refuseAbove: 0.9, cautionBelow: 0.15 },
      aspect: { minimum: 0.5, maximum: 1.3 },
    },
  },
  training: { data: "Tumour-free slices of glioma patients", images: 1200, patients: 46 },
  population: { description: "Tumour-free slices of other glioma patients", images: 180, patients: 40 },
  metrics: sampleMetrics,
  commands: [
    { purpose: "Training", command: "residua train --preset brain-flair" },
    { purpose: "Evaluation", command: "residua evaluate --split val" },
  ],
  limits: ["The skull base gives false positives."],
};

describe("modelCard", () => {
  const card = modelCard(options);

  it("says what the model is for, from what it was made and how, and that it is not for diagnosis", () => {
    for (const text of [
      "# Brain FLAIR\n",
      "**Not for diagnostic use.**",
      "`brain-flair` 0.1.0",
      "CC BY-NC-SA 4.0",
      "axial FLAIR MR images of: head, brain",
      "Tumour-free slices of glioma patients (1200 images of 46 patients)",
      "(180 images of 40 patients)",
      "```sh\nresidua train --preset brain-flair\n```",
      "- The skull base gives false positives.",
    ]) {
      expect(card).toContain(text);
    }
  });

  it("gives the figures with intervals, the baselines beside them, and the limits they show", () => {
    expect(card).toContain("| anomaly score | 0.930 (0.910–0.950) |");
    expect(card).toContain("| baseline: slice position | 0.680 (0.660–0.700) |");
    expect(card).toContain("| anomaly map | 0.690 (0.670–0.710) |");
    expect(card).toContain("43.0 % (41.0–45.0 %) of the healthy ones are flagged too");
    expect(card).toContain("AUROC 0.840 (0.820–0.860) for under 500 px");
    expect(card).toContain("cross-fitted by patient");
    expect(card).not.toMatch(/undefined|NaN/);
  });

  it("has tables of even rows", () => {
    for (const block of card.split("\n\n").filter((part) => part.startsWith("|"))) {
      expect(new Set(block.split("\n").map((line) => line.split("|").length)).size).toBe(1);
    }
  });

  it("says when there are no figures", () => {
    const bare = modelCard({ ...options, metrics: undefined, limits: undefined });
    expect(bare).toContain("This version has not been evaluated.");
    expect(bare).not.toMatch(/undefined/);
  });
});
