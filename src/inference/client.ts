import type { Frame } from "../imaging/frame.ts";
import { type CostlyMapName, costlyMapNames } from "../scoring/maps.ts";
import type {
  BackendChoice,
  BackendName,
  Engine,
  EngineResult,
  LoadedModel,
  LoadModelOptions,
  ScoreOptions,
} from "./engine.ts";
import { createResultCache } from "./result-cache.ts";
import { resultKey } from "./result-key.ts";
import { createScheduler } from "./scheduler.ts";
import { wasmPaths } from "./wasm-paths.ts";
import { createWorkerHost } from "./worker-host.ts";

export interface EngineOptions {
  /**
   * `auto` (the default) measures WebGL and WASM at the first `load` and takes the faster. A named one is taken without
   * measuring where it runs; WebGL and WASM stand in for each other, CPU is used only when asked for.
   */
  readonly preferredBackend?: BackendName | "auto";
  /** Makes the worker, for hosts that serve its script themselves; it must run src/inference/worker.ts as a module. */
  readonly createWorker?: () => Worker;
  /**
   * URL of a folder with the files of TensorFlow.js's WebAssembly backend under their own names (`wasmFileNames`); by
   * default where the build placed them.
   */
  readonly wasmBaseUrl?: string;
  /** Memory for results that are kept, bytes. Default 64 MiB. */
  readonly cacheBytes?: number;
  /** Running time without an answer after which the GPU counts as lost, ms. Default 20 s; never below 100 warm runs. */
  readonly watchdogMs?: number;
  /** The same for a model's first run on a backend, which compiles shaders. Default 90 s. */
  readonly warmUpWatchdogMs?: number;
  /** Called when a backend has been chosen, and again when faults force another. */
  readonly onBackend?: (backend: BackendChoice) => void;
}

const defaults = { cacheBytes: 64 * 1024 * 1024, watchdogMs: 20_000, warmUpWatchdogMs: 90_000 } as const;

/**
 * An engine in a Web Worker. The worker starts at the first `load`. `score` copies the frame's pixels when its turn
 * comes: they must not change until then.
 */
export function createEngine(options: EngineOptions = {}): Engine {
  const host = createWorkerHost({
    createWorker: options.createWorker ?? createWorker,
    wasmPaths: wasmPaths(options.wasmBaseUrl),
    preferredBackend: options.preferredBackend ?? "auto",
    watchdogMs: options.watchdogMs ?? defaults.watchdogMs,
    warmUpWatchdogMs: options.warmUpWatchdogMs ?? defaults.warmUpWatchdogMs,
    onBackend: (backend) => options.onBackend?.(backend),
  });
  const cache = createResultCache(options.cacheBytes ?? defaults.cacheBytes);
  const loaded = new Map<string, LoadedModel>();
  const loads = createScheduler<LoadModelOptions, LoadedModel>(async (request, signal) => {
    const { sha256 } = request;
    const model = loaded.get(sha256) ?? (await host.load({ ...request, signal }));
    loaded.set(sha256, model);
    return model;
  });
  interface ScoreJob {
    readonly frame: Frame;
    readonly model: string;
    readonly costly: readonly CostlyMapName[];
    readonly override: boolean;
    readonly key: string | undefined;
  }
  const scores = createScheduler<ScoreJob, EngineResult>(async (job, signal) => {
    const { frame, model, costly, override, key } = job;
    const { result, backend, ms } = await host.score({ frame, model, maps: costly, override }, signal);
    const scored: EngineResult = { ...result, backend, ms };
    if (key !== undefined) cache.set(key, scored);
    return scored;
  });

  return {
    get backend() {
      return host.backend;
    },
    load(request) {
      const { sha256, signal } = request;
      return loads.request(request, { key: sha256, priority: "background", signal });
    },
    async score(frame: Frame, model: string, options: ScoreOptions = {}) {
      const { signal, priority = "visible", maps = [], override = false } = options;
      signal?.throwIfAborted();
      const costly = costlyMapNames.filter((name) => maps.includes(name));
      const key = resultKey(model, frame, { costly, override });
      const kept = key === undefined ? undefined : cache.get(key);
      return kept ?? scores.request({ frame, model, costly, override, key }, { key, priority, signal });
    },
    dispose() {
      const reason = new DOMException("The engine was disposed.", "AbortError");
      loads.close(reason);
      scores.close(reason);
      host.dispose(reason);
      cache.clear();
      loaded.clear();
    },
  };
}

function createWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "residua-inference" });
}
