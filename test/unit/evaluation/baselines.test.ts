import { describe, expect, it } from "vitest";
import { meanImage, positionScores, smoothnessScore } from "../../../src/evaluation/baselines.ts";
import { auroc } from "../../../src/evaluation/metrics.ts";
import { modelInput } from "../scoring/fixtures.ts";
import { ellipseFrame } from "../scoring/model-fixture.ts";

describe("baselines", () => {
  it("reads the position in the way that tells most", () => {
    const positions = [0.1, 0.3, 0.5, 0.7, 0.9];
    const best = (abnormal: readonly boolean[]) => auroc(positionScores(positions, abnormal), abnormal);
    expect(best([false, false, false, true, true])).toBe(1);
    expect(best([true, true, false, false, false])).toBe(1);
    expect(best([false, false, true, false, false])).toBe(1);
  });

  it("scores by minus the mean gradient on the foreground", () => {
    const ramp = Float32Array.from(
      { length: 25 },
      (_, index) => 0.3 * (index % 5) + 0.4 * Math.floor(index / 5),
    );
    expect(smoothnessScore(modelInput(5, 5, { pixels: ramp }))).toBeCloseTo(-0.5, 6);
    expect(smoothnessScore(modelInput(5, 5, { pixels: ramp, mask: new Uint8Array(25) }))).toBe(0);
  });

  it("averages the healthy images that can be prepared", async () => {
    const inputs = [0.2, undefined, 0.6].map(
      (value) => value && modelInput(1, 2, { pixels: Float32Array.of(value, 0) }),
    );
    const frames = inputs.map((_, seed) => ellipseFrame({ seed }));
    let next = 0;
    const mean = await meanImage(frames, () => inputs[next++] || undefined);
    expect(mean![0]).toBeCloseTo(0.4, 6);
    expect(mean![1]).toBe(0);
    expect(await meanImage([], () => undefined)).toBeUndefined();
  });
});
