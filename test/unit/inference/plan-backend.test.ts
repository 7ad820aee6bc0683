import { describe, expect, it } from "vitest";
import { planBackend } from "../../../src/inference/worker-host.ts";

const nothing = new Set<never>();

describe("planBackend", () => {
  it("measures when the choice is free", () => {
    expect(planBackend("auto", undefined, nothing)).toEqual({
      candidates: ["wasm", "webgl"],
      mode: "measure",
    });
  });

  it("lets WebGL and WASM stand in for each other, never the CPU", () => {
    expect(planBackend("webgl", undefined, nothing)).toEqual({
      candidates: ["webgl", "wasm"],
      mode: "first",
    });
    expect(planBackend("wasm", undefined, nothing)).toEqual({ candidates: ["wasm", "webgl"], mode: "first" });
    expect(planBackend("cpu", undefined, nothing)).toEqual({ candidates: ["cpu"], mode: "first" });
  });

  it("starts again on what was chosen before, without measuring", () => {
    expect(planBackend("auto", "webgl", nothing)).toEqual({ candidates: ["webgl", "wasm"], mode: "first" });
    expect(planBackend("auto", "wasm", nothing)).toEqual({ candidates: ["wasm", "webgl"], mode: "first" });
  });

  it("leaves out what has failed for good, even when asked for", () => {
    const refused = new Set(["webgl"] as const);
    for (const asked of ["auto", "webgl", "wasm"] as const) {
      expect(planBackend(asked, "webgl", refused).candidates).toEqual(["wasm"]);
    }
  });
});
