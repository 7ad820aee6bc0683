import { describe, expect, it } from "vitest";
import { BackendUnavailableError, ModelIntegrityError } from "../../../src/errors/index.ts";
import { chooseBackend } from "../../../src/inference/choose-backend.ts";
import type { BackendName } from "../../../src/inference/engine.ts";
import type { BackendPlan } from "../../../src/inference/protocol.ts";

/** Backends with given warm runs; a missing one does not start, an infinite one cannot run the model. */
function setUp(warm: Partial<Record<BackendName, number>>) {
  const log: string[] = [];
  let active: BackendName | undefined;
  const options = (plan: BackendPlan) => ({
    plan,
    async start(name: BackendName) {
      if (warm[name] === undefined) throw new BackendUnavailableError(`No ${name} here.`);
      active = name;
      return {
        name,
        device: `${name} device`,
        isLost: () => false,
        use: async () => {
          active = name;
        },
        stop: () => log.push(`stop ${name}`),
      };
    },
    async prepare() {
      const on = active;
      return { on, dispose: () => log.push(`dispose on ${on}`) };
    },
    async measure(_: unknown, name: BackendName) {
      const ms = warm[name] as number;
      if (!Number.isFinite(ms)) throw new Error(`${name} broke.`);
      return ms;
    },
  });
  return { log, options, active: () => active };
}

const measure: BackendPlan = { candidates: ["wasm", "webgl"], mode: "measure" };

describe("chooseBackend", () => {
  it("takes WebGL where it is faster, and stops WASM", async () => {
    const { options, log, active } = setUp({ wasm: 20, webgl: 5 });
    const { choice, prepared } = await chooseBackend(options(measure));
    expect(choice).toEqual({
      name: "webgl",
      reason: "fastest",
      device: "webgl device",
      warmUpMs: { wasm: 20, webgl: 5 },
    });
    expect(prepared.on).toBe("webgl");
    expect(active()).toBe("webgl");
    expect(log).toEqual(["dispose on wasm", "stop wasm"]);
  });

  it("takes WASM where WebGL is slower, and goes back to it", async () => {
    const { options, log, active } = setUp({ wasm: 5, webgl: 400 });
    const { choice, prepared } = await chooseBackend(options(measure));
    expect(choice).toMatchObject({ name: "wasm", reason: "fastest", warmUpMs: { wasm: 5, webgl: 400 } });
    expect(prepared.on).toBe("wasm");
    expect(active()).toBe("wasm");
    expect(log).toEqual(["dispose on webgl", "stop webgl"]);
  });

  it("takes WebGL where they are even", async () => {
    const { options } = setUp({ wasm: 5, webgl: 5 });
    expect((await chooseBackend(options(measure))).choice.name).toBe("webgl");
  });

  it("says that only one runs: the other does not start, or cannot run the model", async () => {
    const missing = await chooseBackend(setUp({ wasm: 5 }).options(measure));
    expect(missing.choice).toMatchObject({ name: "wasm", reason: "only", warmUpMs: { wasm: 5 } });
    const { options, log } = setUp({ wasm: 5, webgl: Number.POSITIVE_INFINITY });
    expect((await chooseBackend(options(measure))).choice).toMatchObject({ name: "wasm", reason: "only" });
    expect(log).toEqual(["dispose on webgl", "stop webgl"]);
  });

  it("takes the first that runs when it does not measure", async () => {
    const plan: BackendPlan = { candidates: ["webgl", "wasm"], mode: "first" };
    const asked = await chooseBackend(setUp({ wasm: 5, webgl: 400 }).options(plan));
    expect(asked.choice).toMatchObject({ name: "webgl", reason: "asked", warmUpMs: { webgl: 400 } });
    const other = await chooseBackend(setUp({ wasm: 5 }).options(plan));
    expect(other.choice).toMatchObject({ name: "wasm", reason: "only" });
  });

  it("says why nothing runs", async () => {
    const failed = chooseBackend(setUp({}).options(measure));
    await expect(failed).rejects.toThrow(BackendUnavailableError);
    await expect(failed).rejects.toThrow("No wasm here. No webgl here.");
  });

  it("gives the model's own fault as it is, and keeps the backends for the next model", async () => {
    const { options, log } = setUp({ wasm: 5, webgl: 5 });
    let prepared = 0;
    const faulty = {
      ...options(measure),
      async prepare() {
        prepared += 1;
        if (prepared === 2) throw new ModelIntegrityError("Tampered.");
        return { on: "wasm" as BackendName | undefined, dispose: () => log.push("dispose") };
      },
    };
    await expect(chooseBackend(faulty)).rejects.toThrow(ModelIntegrityError);
    expect(log).toEqual(["dispose"]);
  });
});
