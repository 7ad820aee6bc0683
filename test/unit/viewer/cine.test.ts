import { describe, expect, test } from "vitest";
import { cineRates, fileRate, steppedRate } from "../../../src/viewer/tools/cine-rate.ts";
import { CineScoring } from "../../../src/viewer/tools/cine-scoring.ts";

describe("fileRate", () => {
  const read = (instance: Record<string, unknown>) =>
    fileRate({ get: (type: string) => (type === "instance" ? instance : undefined) }, "x");

  test("follows what the file recommends, then how fast it was taken", () => {
    expect(read({ RecommendedDisplayFrameRate: 15, CineRate: 25, FrameTime: 100 })).toBe(15);
    expect(read({ CineRate: "25" })).toBe(25);
    expect(read({ FrameTime: "33.3333" })).toBeCloseTo(30, 3);
    expect(read({ FrameTimeVector: [0, 40, 60] })).toBe(20);
  });

  test("is unknown where the file names none, or one that is none", () => {
    expect([read({}), read({ FrameTime: 0 }), read({ FrameTimeVector: [0] })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test("steps go from one rate on offer to the next, and stop at the ends", () => {
  expect(steppedRate(12.5, 1)).toBe(15);
  expect(steppedRate(12.5, -1)).toBe(10);
  expect(steppedRate(cineRates.at(-1)!, 1)).toBe(60);
  expect(steppedRate(1, -1)).toBe(1);
});

describe("CineScoring", () => {
  /** Scores when told, one after the other. */
  function slow() {
    const asked: string[] = [];
    const signals: AbortSignal[] = [];
    let end = () => {};
    const scoring = new CineScoring((imageId, signal) => {
      asked.push(imageId);
      signals.push(signal);
      return new Promise((resolve) => {
        end = () => resolve(undefined);
      });
    });
    const finish = async () => {
      end();
      await new Promise((resolve) => setTimeout(resolve));
    };
    return { scoring, asked, signals, finish };
  }

  test("holds on to one image, drops those that pass, and goes on with the one on the screen", async () => {
    const { scoring, asked, finish } = slow();
    for (const imageId of ["1", "2", "3"]) scoring.show(imageId);
    expect(asked).toEqual(["1"]);
    await finish();
    expect(asked).toEqual(["1", "3"]);
    await finish();
    scoring.show("3");
    scoring.show("1");
    expect(asked).toEqual(["1", "3"]);
    scoring.show("2");
    expect(asked).toEqual(["1", "3", "2"]);
  });

  test("gives up when playing stops, and begins anew afterwards", async () => {
    const { scoring, asked, signals, finish } = slow();
    scoring.show("1");
    scoring.stop();
    expect(signals[0]!.aborted).toBe(true);
    await finish();
    scoring.show("1");
    expect(asked).toEqual(["1", "1"]);
  });
});
