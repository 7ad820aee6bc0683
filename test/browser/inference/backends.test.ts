import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../src/inference/client.ts";
import type { BackendName, EngineResult } from "../../../src/inference/engine.ts";
import { defaultMapNames, type MapName } from "../../../src/scoring/maps.ts";
import { phantom } from "../../fixtures/phantom.ts";
import { committedModel, type Laboratory, openLaboratory, tinyModel } from "./laboratory.ts";

let laboratory: Laboratory | undefined;
afterEach(() => {
  laboratory?.close();
  laboratory = undefined;
});

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

describe.each([
  { folder: "test/fixtures/tiny-bundle", side: 32 },
  { folder: "assets/models/brain-flair", side: 128 },
])("the maps of $folder", ({ folder, side }) => {
  const lesion = { column: 0.6, row: 0.4, radius: 0.08 };

  async function scoreOn(preferredBackend: BackendName): Promise<EngineResult> {
    const engine = createEngine({ preferredBackend });
    try {
      const model = await committedModel(folder);
      await engine.load(model);
      const result = await engine.score(phantom({ rows: 256, columns: 256, lesion }), model.sha256);
      expect(engine.backend).toMatchObject({ name: preferredBackend, reason: "asked" });
      expect(result.backend).toBe(preferredBackend);
      return result;
    } finally {
      engine.dispose();
    }
  }

  let cpu: EngineResult;
  beforeAll(async () => {
    cpu = await scoreOn("cpu");
  });

  it("show the lesion", () => {
    expect(cpu.applicability.outcome).toBe("applies");
    expect(Object.keys(cpu.maps).toSorted()).toEqual([...defaultMapNames].sort());
    expect(cpu.regions[0]!.peakPoint.column / 256).toBeCloseTo(lesion.column, 1);
    expect(cpu.regions[0]!.peakPoint.row / 256).toBeCloseTo(lesion.row, 1);
  });

  it.each(["webgl", "wasm"] as const)("are the same within 1e-3 on %s and cpu", async (name) => {
    const other = await scoreOn(name);
    for (const map of Object.keys(cpu.maps) as MapName[]) {
      expect(other.maps[map]).toHaveLength(side * side);
      expect(largestDifference(other.maps[map]!, cpu.maps[map]!), map).toBeLessThan(1e-3);
    }
    expect(largestDifference(other.reconstruction!, cpu.reconstruction!)).toBeLessThan(1e-3);
    expect(other.scores.anomaly!.value).toBeCloseTo(cpu.scores.anomaly!.value, 3);
    expect(other.regions).toHaveLength(cpu.regions.length);
  });
});

describe("backends", () => {
  it("are measured when the choice is free, with one WebGL context in all", async () => {
    laboratory = openLaboratory();
    const { engine, count } = laboratory;
    expect(engine.backend).toBeUndefined();
    await engine.load(await tinyModel());
    const { name, reason, device, warmUpMs } = engine.backend!;
    expect(reason).toBe("fastest");
    expect(device).not.toBe("");
    const { webgl, wasm } = warmUpMs as { webgl: number; wasm: number };
    expect(webgl).toBeGreaterThan(0);
    expect(wasm).toBeGreaterThan(0);
    expect(name).toBe(webgl <= wasm ? "webgl" : "wasm");
    await engine.score(phantom(), (await tinyModel()).sha256);
    expect(count("context")).toBe(1);
  });

  it("use one WebGL context also where nothing else is tried, and name its device", async () => {
    laboratory = openLaboratory({ preferredBackend: "webgl" });
    const { engine, count } = laboratory;
    const model = await tinyModel();
    await engine.load(model);
    await engine.score(phantom(), model.sha256);
    expect(engine.backend!.device).toMatch(/\w{3}/);
    expect(count("context")).toBe(1);
  });

  it("fall back to WASM where WebGL2 is missing", async () => {
    for (const preferredBackend of ["auto", "webgl"] as const) {
      laboratory = openLaboratory({ preferredBackend }, { noWebgl: true });
      await laboratory.engine.load(await tinyModel());
      const { backend } = laboratory.engine;
      expect(backend).toMatchObject({ name: "wasm", reason: "only" });
      expect(backend!.device).toMatch(/^CPU, SIMD, 1 thread$/);
      laboratory.close();
    }
  });

  it("find the WASM files where a host says they are", async () => {
    const folder = "/node_modules/@tensorflow/tfjs-backend-wasm/dist";
    laboratory = openLaboratory({ preferredBackend: "wasm", wasmBaseUrl: folder }, { noWebgl: true });
    await laboratory.engine.load(await tinyModel());
    expect(laboratory.engine.backend!.name).toBe("wasm");
    laboratory.close();
    laboratory = openLaboratory({ preferredBackend: "wasm", wasmBaseUrl: "/nowhere" }, { noWebgl: true });
    await expect(laboratory.engine.load(await tinyModel())).rejects.toMatchObject({
      code: "backend-unavailable",
    });
  });
});
