import { describe, expect, it } from "vitest";
import { readPageQuery } from "../../../src/viewer/app/page-query.ts";

describe("readPageQuery", () => {
  it("takes a sample and a backend", () => {
    expect(readPageQuery("?sample=brain-mr&backend=webgl")).toEqual({ sample: "brain-mr", backend: "webgl" });
  });

  it("leaves out what it does not know", () => {
    expect(readPageQuery("")).toEqual({});
    expect(readPageQuery("?backend=constructor&other=1")).toEqual({});
  });
});
