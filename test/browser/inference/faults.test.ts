import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ContextLostError } from "../../../src/errors/index.ts";
import type { EngineOptions } from "../../../src/inference/client.ts";
import type { BackendChoice, LoadModelOptions } from "../../../src/inference/engine.ts";
import { phantom } from "../../fixtures/phantom.ts";
import { type Laboratory, openLaboratory, tinyModel } from "./laboratory.ts";

let model: LoadModelOptions;
beforeAll(async () => {
  model = await tinyModel();
});

let laboratory: Laboratory;
afterEach(() => laboratory.close());

async function openLoaded(options: EngineOptions = {}): Promise<Laboratory> {
  laboratory = openLaboratory({ preferredBackend: "webgl", ...options });
  await laboratory.engine.load(model);
  return laboratory;
}

const score = (seed: number) => laboratory.engine.score(phantom({ seed }), model.sha256);

describe("a lost context", () => {
  it("fails the running job, and the next one works in a new worker that fetches no model", async () => {
    const { tell, count, workers, engine } = await openLoaded();
    const before = await score(0);
    const fetched = count("fetch");
    await tell("freeze");
    const failed = expect(score(1)).rejects.toThrow(ContextLostError);
    await tell("lose");
    await failed;
    const after = await score(1);
    expect(after.backend).toBe("webgl");
    expect(engine.backend!.reason).toBe("asked");
    expect(workers).toEqual([{ terminated: true }, { terminated: false }]);
    expect(count("fetch")).toBe(fetched);
    expect(count("context")).toBe(2);
    expect(await score(0)).toBe(before);
  });

  it("keeps what waits, and runs it in the new worker", async () => {
    const { tell } = await openLoaded();
    await tell("freeze");
    const failed = expect(score(0)).rejects.toThrow(ContextLostError);
    const waiting = score(1);
    await tell("lose");
    await failed;
    expect((await waiting).backend).toBe("webgl");
  });

  it("makes the engine leave WebGL when it happens again", async () => {
    const chosen: BackendChoice[] = [];
    const { tell, engine } = await openLoaded({ onBackend: (backend) => chosen.push(backend) });
    for (const seed of [0, 1]) {
      await tell("freeze");
      const failed = expect(score(seed)).rejects.toThrow(ContextLostError);
      await tell("lose");
      await failed;
      expect((await score(seed)).applicability.outcome).toBe("applies");
    }
    expect((await score(2)).backend).toBe("wasm");
    expect(engine.backend).toMatchObject({ name: "wasm", reason: "only" });
    expect(chosen.map((backend) => backend.name)).toEqual(["webgl", "wasm"]);
    expect(Object.keys(engine.backend!.warmUpMs).toSorted()).toEqual(["wasm", "webgl"]);
  });
});

describe("a GPU that goes silent", () => {
  it("counts as lost after the watchdog's time", async () => {
    const { tell } = await openLoaded({ watchdogMs: 200 });
    await tell("freeze");
    await expect(score(0)).rejects.toThrow(ContextLostError);
    expect((await score(0)).backend).toBe("webgl");
  });
});

describe("a worker that crashes", () => {
  it("fails the running job, and the next one works", async () => {
    const { tell } = await openLoaded();
    await tell("freeze");
    const failed = expect(score(0)).rejects.toThrow(ContextLostError);
    await tell("crash");
    await failed;
    expect((await score(0)).backend).toBe("webgl");
  });
});
