import { describe, expect, it } from "vitest";
import { keptBytes, keptResult } from "../../../plugin/kept-result.ts";
import { ResultFeed, type ScoredImage } from "../../../plugin/result-feed.ts";
import type { EngineResult, LoadedModel } from "../../../src/inference/engine.ts";
import { makeResult } from "../inference/make-result.ts";

const [height, width] = [4, 5];
const size = 4 * height * width;
const map = () => new Float32Array(height * width);
const full: EngineResult = {
  ...makeResult(1),
  height,
  width,
  maps: { anomaly: map(), signed: map(), residual: map(), nll: map(), ssim: map() },
  reconstruction: map(),
};

describe("what is kept of a result", () => {
  it("is all of it where there is room", () => {
    expect(keptResult(full, { bytes: 6 * size })).toEqual(full);
    expect(keptBytes(full)).toBe(6 * size);
  });

  it("is what outlines, the screen and a probe need first", () => {
    const names = (slices: number, shown: readonly ("nll" | "ssim")[] = []) => {
      const { maps, reconstruction } = keptResult(full, { bytes: slices * size, shown });
      return [...Object.keys(maps), ...(reconstruction ? ["reconstruction"] : [])];
    };
    expect(names(0)).toEqual(["anomaly"]);
    expect(names(0, ["nll"])).toEqual(["anomaly", "nll"]);
    expect(names(2)).toEqual(["anomaly", "residual"]);
    expect(names(3)).toEqual(["anomaly", "residual", "reconstruction"]);
    expect(names(4, ["ssim"])).toEqual(["anomaly", "ssim", "residual", "reconstruction"]);
  });
});

describe("ResultFeed", () => {
  const image = (imageId: string, result = full): ScoredImage => ({
    imageId,
    result,
    facts: { SOPInstanceUID: imageId, frameNumber: 1 },
    model: { identity: result.model } as LoadedModel,
  });

  it("tells all that was computed, keeps what a probe reads, and ends with the signal", () => {
    const feed = new ResultFeed();
    const heard: ScoredImage[] = [];
    const end = new AbortController();
    feed.subscribe((scored) => heard.push(scored), end.signal);
    feed.tell(image("a"));
    end.abort();
    feed.tell(image("b"));
    expect(heard.map(({ imageId, result }) => [imageId, result])).toEqual([["a", full]]);
    expect(Object.keys(feed.latest("b")!.result.maps)).toEqual(["anomaly", "residual"]);
    feed.clear();
    expect(feed.latest("b")).toBeUndefined();
  });

  it("drops the oldest beyond its budget", () => {
    const feed = new ResultFeed();
    const side = 2048;
    const large = { ...full, height: side, width: side, maps: { anomaly: new Float32Array(side * side) } };
    // 16 MiB each, with the small reconstruction beside it.
    for (const name of ["a", "b", "c", "d"]) feed.tell(image(name, large));
    expect(feed.latest("a")).toBeUndefined();
    for (const name of ["b", "c", "d"]) expect(feed.latest(name)).toBeDefined();
    feed.tell(image("b", large));
    feed.tell(image("e", large));
    expect(feed.latest("c")).toBeUndefined();
    expect(feed.latest("b")).toBeDefined();
  });
});
