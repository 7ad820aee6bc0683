import { ContextLostError } from "../errors/index.ts";
import type { ImageResult } from "../scoring/result.ts";
import { type Connection, connect } from "./connection.ts";
import type { BackendChoice, BackendName, LoadedModel, LoadModelOptions } from "./engine.ts";
import type { BackendPlan, Calls, KeptFiles, WasmPaths } from "./protocol.ts";
import { copyFrame } from "./transferables.ts";

export interface WorkerHostOptions {
  readonly createWorker: () => Worker;
  readonly wasmPaths: WasmPaths;
  readonly preferredBackend: BackendName | "auto";
  /** Running time after which a warmed-up worker that gives no result counts as lost, ms. */
  readonly watchdogMs: number;
  /** The same for a model's first run, when shaders are compiled. */
  readonly warmUpWatchdogMs: number;
  readonly onBackend: (backend: BackendChoice) => void;
}

/** Keeps one worker alive, with its models, through faults. Calls come one at a time. */
export interface WorkerHost {
  readonly backend: BackendChoice | undefined;
  load(options: LoadModelOptions): Promise<LoadedModel>;
  /** `ms` counts from the moment the worker has the frame. */
  score(
    request: Calls["score"]["params"],
    signal: AbortSignal,
  ): Promise<{ readonly result: ImageResult; readonly backend: BackendName; readonly ms: number }>;
  dispose(reason: unknown): void;
}

interface KnownModel {
  readonly url: string;
  readonly sha256: string;
  readonly files?: KeptFiles;
}

/** After so many losses in use the graphics processor is left alone; after one while warming up at once. */
const maximumWebglLosses = 2;
/** A run may take this many times the warm run: a machine busy with other work is no fault. */
const watchdogFactor = 100;

export function createWorkerHost(options: WorkerHostOptions): WorkerHost {
  const models = new Map<string, KnownModel>();
  /** Backends that failed in a way that would only repeat itself. */
  const refused = new Set<BackendName>();
  let connection: Promise<Connection> | undefined;
  let current: Connection | undefined;
  /** The worker that has got all its models. */
  let ready: Connection | undefined;
  let warming: BackendName | undefined;
  let backend: BackendChoice | undefined;
  let webglLosses = 0;
  let disposed: { readonly reason: unknown } | undefined;

  function onFault(failed: Connection): void {
    if (failed !== current) return;
    current = undefined;
    connection = undefined;
    if (warming) refused.add(warming);
    else if (backend?.name === "webgl") {
      webglLosses += 1;
      if (webglLosses >= maximumWebglLosses) refused.add("webgl");
    }
    warming = undefined;
    // Ready again before the next request comes. A worker that failed to start is not replaced unasked: that could
    // go on for ever, and the next request tells why.
    if (failed === ready) open().catch(() => undefined);
  }

  /** A worker that starts again keeps the reason and the figures of the first choice as long as it holds. */
  function adopt(choice: BackendChoice): void {
    warming = undefined;
    const warmUpMs = { ...backend?.warmUpMs, ...choice.warmUpMs };
    if (backend?.name === choice.name) {
      backend = { ...backend, warmUpMs };
      return;
    }
    backend = { ...choice, warmUpMs, reason: refused.size > 0 ? "only" : choice.reason };
    options.onBackend(backend);
  }

  async function loadInto(target: Connection, { url, sha256, files }: KnownModel, signal?: AbortSignal) {
    const loaded = await target.call(
      "load",
      { url, sha256, ...(files ? { files } : {}) },
      {
        signal,
        warmUpLimitMs: options.warmUpWatchdogMs,
        onWarmUp(name) {
          warming = name;
        },
      },
    );
    adopt(loaded.backend);
    return loaded;
  }

  async function start(): Promise<Connection> {
    const started: Connection = connect(options.createWorker(), () => onFault(started));
    current = started;
    try {
      const plan = planBackend(options.preferredBackend, backend?.name, refused);
      await started.call("configure", { plan, wasmPaths: options.wasmPaths });
      for (const model of models.values()) await loadInto(started, model);
      ready = started;
      return started;
    } catch (error) {
      started.close(error);
      throw error;
    }
  }

  function open(): Promise<Connection> {
    if (disposed) return Promise.reject(disposed.reason);
    if (!connection) {
      const opening = start();
      connection = opening;
      opening.catch(() => {
        if (connection === opening) connection = undefined;
      });
    }
    return connection;
  }

  /** Once more when the GPU is lost while warming up: the next worker takes another way. */
  async function withSecondTry<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ContextLostError) || disposed) throw error;
      return attempt();
    }
  }

  function watchdogMs(): number {
    const warm = backend?.warmUpMs[backend.name] ?? 0;
    return Math.max(options.watchdogMs, watchdogFactor * warm);
  }

  return {
    get backend() {
      return backend;
    },
    load({ url, sha256, files: given, signal }) {
      return withSecondTry(async () => {
        const known = { url, sha256, ...(given ? { files: given } : {}) };
        const { model, files } = await loadInto(await open(), known, signal);
        models.set(sha256, { ...known, ...(files ? { files } : {}) });
        return model;
      });
    },
    async score({ frame, model, maps = [], override = false }, signal) {
      if (!backend || !models.has(model)) {
        throw new RangeError(`No model with the SHA-256 ${model} is loaded; call load() first.`);
      }
      const target = await withSecondTry(open);
      signal.throwIfAborted();
      const copy = copyFrame(frame);
      const { name } = backend;
      const start = performance.now();
      const result = await target.call(
        "score",
        { frame: copy.frame, model, maps, override },
        { transfer: copy.transfer, signal, limitMs: watchdogMs() },
      );
      return { result, backend: name, ms: performance.now() - start };
    },
    dispose(reason) {
      disposed = { reason };
      current?.close(reason);
    },
  };
}

/**
 * @param asked what the caller prefers
 * @param before what was chosen for the worker before this one
 * @param refused what has failed for good
 */
export function planBackend(
  asked: BackendName | "auto",
  before: BackendName | undefined,
  refused: ReadonlySet<BackendName>,
): BackendPlan {
  const wanted = before ?? asked;
  if (wanted === "cpu") return { candidates: ["cpu"], mode: "first" };
  // WASM first: it is there quickly, and WebGL, the later one, is taken where they are even.
  const order: BackendName[] = wanted === "webgl" ? ["webgl", "wasm"] : ["wasm", "webgl"];
  const candidates = order.filter((name) => !refused.has(name));
  return { candidates, mode: wanted === "auto" ? "measure" : "first" };
}
