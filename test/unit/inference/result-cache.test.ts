import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createResultCache, resultBytes } from "../../../src/inference/result-cache.ts";
import { makeResult } from "./make-result.ts";

const one = resultBytes(makeResult(1000));

describe("resultBytes", () => {
  it("counts every array", () => {
    const plain = makeResult(0);
    expect(resultBytes(makeResult(1000)) - resultBytes(plain)).toBe(4000);
    const withReconstruction = { ...plain, reconstruction: new Float32Array(500) };
    expect(resultBytes(withReconstruction) - resultBytes(plain)).toBe(2000);
  });
});

describe("createResultCache", () => {
  it("gives back the very result it was given", () => {
    const cache = createResultCache(10 * one);
    const result = makeResult(1000);
    cache.set("a", result);
    expect(cache.get("a")).toBe(result);
    expect(cache.get("b")).toBeUndefined();
  });

  it("drops the one not used for longest", () => {
    const cache = createResultCache(2 * one);
    cache.set("a", makeResult(1000));
    cache.set("b", makeResult(1000));
    cache.get("a");
    cache.set("c", makeResult(1000));
    expect(["a", "b", "c"].filter((key) => cache.get(key))).toEqual(["a", "c"]);
    expect(cache.bytes).toBe(2 * one);
  });

  it("does not empty itself for a result that is larger than all of it", () => {
    const cache = createResultCache(2 * one);
    cache.set("a", makeResult(1000));
    cache.set("huge", makeResult(100_000));
    expect(cache.get("a")).toBeDefined();
    expect(cache.get("huge")).toBeUndefined();
  });

  it("never takes more than its bound and always knows what it holds", () => {
    const operations = fc.array(
      fc.record({ key: fc.constantFrom("a", "b", "c", "d"), pixels: fc.integer({ min: 0, max: 3000 }) }),
    );
    fc.assert(
      fc.property(operations, fc.integer({ min: 0, max: 40_000 }), (steps, bound) => {
        const cache = createResultCache(bound);
        for (const { key, pixels } of steps) {
          cache.set(key, makeResult(pixels));
          expect(cache.bytes).toBeLessThanOrEqual(bound);
        }
        const held = ["a", "b", "c", "d"].flatMap((key) => cache.get(key) ?? []);
        expect(held.reduce((sum, result) => sum + resultBytes(result), 0)).toBe(cache.bytes);
        cache.clear();
        expect(cache.bytes).toBe(0);
      }),
    );
  });
});
