import { describe, expect, it } from "vitest";
import { TrainingError } from "../../../src/errors/index.ts";
import type { EpochRecord } from "../../../src/training/index.ts";
import { bestEpoch, checkHealth, countActive, isExhausted } from "../../../src/training/termination.ts";

const record = (epoch: number, changes: Partial<EpochRecord> = {}): EpochRecord => ({
  epoch,
  loss: 0,
  reconstruction: -1,
  kl: 3,
  gradientNorm: 1,
  learningRate: 1e-3,
  activeLatents: 2,
  ...changes,
});
const judged = (...losses: number[]) =>
  losses.map((loss, index) => record(index + 1, { validation: { loss, reconstruction: loss, kl: 0 } }));

describe("countActive", () => {
  it("counts dimensions of more than 0.01 nats", () => {
    expect(countActive([0, 0.01, 0.011, 4])).toBe(2);
  });
});

describe("checkHealth", () => {
  const settings = { epochs: 20, klWarmUp: 0.2 };
  const dead = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => record(from + index, { activeLatents: 0 }));

  it("lets a run go on that has active dimensions, or is not yet warm", () => {
    checkHealth([], settings);
    checkHealth([...dead(1, 5)], settings);
    checkHealth([...dead(1, 8)], settings);
    checkHealth([...dead(1, 8), record(9), ...dead(10, 13)], settings);
  });

  it("stops one without any for five epochs, and says what to try", () => {
    expect(() => checkHealth(dead(1, 9), settings)).toThrow(TrainingError);
    expect(() => checkHealth(dead(1, 9), settings)).toThrow(/klWarmUp.*freeBits/);
  });

  it("leaves histories alone that did not count them", () => {
    const { activeLatents: _, ...old } = record(1);
    checkHealth(
      Array.from({ length: 12 }, (_each, index) => ({ ...old, epoch: index + 1 })),
      settings,
    );
  });

  it("stops one whose reconstruction has become far worse than at first", () => {
    checkHealth([record(1), record(2, { reconstruction: 0 })], settings);
    expect(() => checkHealth([record(1), record(2, { reconstruction: 0.1 })], settings)).toThrow(
      /diverged: in epoch 2/,
    );
  });
});

describe("early stopping", () => {
  it("takes the first of the lowest losses", () => {
    expect(bestEpoch(judged(3, 1, 2, 1))).toBe(2);
    expect(bestEpoch([record(1)])).toBeUndefined();
  });

  it("waits for its patience", () => {
    expect(isExhausted(judged(3, 1, 2), 2)).toBe(false);
    expect(isExhausted(judged(3, 1, 2, 1), 2)).toBe(true);
    expect(isExhausted(judged(3, 1, 2, 1), undefined)).toBe(false);
    expect(isExhausted([], 2)).toBe(false);
  });
});
