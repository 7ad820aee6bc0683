import { describe, expect, it } from "vitest";
import { cohensKappa } from "../../../src/triage/store/agreement.ts";

const pairs = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([pair, count]) =>
    Array.from({ length: count }, () => pair.split("/") as [string, string]),
  );

describe("Cohen's kappa", () => {
  it("gives the value of a worked example", () => {
    // 20 both yes, 15 both no, 5 and 10 apart: agreement 0.7, by chance 0.5.
    const { studies, agreed, kappa } = cohensKappa(
      pairs({ "yes/yes": 20, "no/no": 15, "yes/no": 5, "no/yes": 10 }),
    );
    expect(studies).toBe(50);
    expect(agreed).toBeCloseTo(0.7);
    expect(kappa).toBeCloseTo(0.4);
  });

  it("is 1 for full agreement, 0 where only chance agrees, and negative below it", () => {
    expect(cohensKappa(pairs({ "a/a": 3, "b/b": 2 })).kappa).toBe(1);
    expect(cohensKappa(pairs({ "a/a": 1, "a/b": 1, "b/a": 1, "b/b": 1 })).kappa).toBe(0);
    expect(cohensKappa(pairs({ "a/b": 2, "b/a": 2 })).kappa).toBe(-1);
  });

  it("is not given where it is not defined", () => {
    expect(cohensKappa([])).toEqual({ studies: 0 });
    expect(cohensKappa(pairs({ "a/a": 4 }))).toEqual({ studies: 4, agreed: 1 });
  });
});
