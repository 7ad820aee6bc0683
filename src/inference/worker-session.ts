import { BackendUnavailableError, ContextLostError } from "../errors/index.ts";
import { loadModel, type Model } from "../scoring/model.ts";
import { scoreFrame } from "../scoring/score-frame.ts";
import { httpBundleSource } from "../vae/bundle-source.ts";
import type { RunningBackend } from "./backends/running-backend.ts";
import { startBackend } from "./backends/start-backend.ts";
import { rememberFiles } from "./bundle-files.ts";
import { chooseBackend } from "./choose-backend.ts";
import type { BackendChoice, BackendName } from "./engine.ts";
import { describeModel } from "./loaded-model.ts";
import type { CallName, Calls } from "./protocol.ts";
import { warmUp } from "./warm-up.ts";

interface CallContext {
  readonly signal: AbortSignal;
  /** The model is about to run on a backend for the first time. */
  readonly onWarmUp: (backend: BackendName) => void;
}

/** The worker's side of each call. */
export type WorkerSession = {
  readonly [Name in CallName]: (
    params: Calls[Name]["params"],
    context: CallContext,
  ) => Promise<Calls[Name]["result"]>;
};

/** Holds the models and the backend of one worker. The page sends one `load` or `score` at a time. */
export function createWorkerSession(onLost: () => void): WorkerSession {
  const models = new Map<string, Model>();
  /** A load that fails or is aborted leaves its backends running for the next one. */
  const started = new Map<BackendName, RunningBackend>();
  let configuration: Calls["configure"]["params"] | undefined;
  let running: { readonly backend: RunningBackend; readonly choice: BackendChoice } | undefined;

  async function chooseAndLoad(load: () => Promise<Model>, context: CallContext): Promise<Model> {
    if (!configuration) throw new BackendUnavailableError("The inference worker has not been configured.");
    const { plan, wasmPaths } = configuration;
    const { backend, choice, prepared } = await chooseBackend({
      plan,
      async start(name) {
        const backend = started.get(name) ?? (await startBackend(name, { wasmPaths, onLost }));
        started.set(name, backend);
        await backend.use();
        return backend;
      },
      prepare: load,
      measure(model, name) {
        context.onWarmUp(name);
        return warmUp(model);
      },
    });
    running = { backend, choice };
    return prepared;
  }

  async function loadAndWarm(
    load: () => Promise<Model>,
    name: BackendName,
    context: CallContext,
  ): Promise<Model> {
    const model = await load();
    try {
      context.onWarmUp(name);
      await warmUp(model);
      return model;
    } catch (error) {
      model.dispose();
      throw error;
    }
  }

  return {
    async configure(params) {
      configuration = params;
      return null;
    },
    async load({ url, sha256, files }, context) {
      const source = rememberFiles(httpBundleSource(url), files);
      const load = () => loadModel(source, { sha256, signal: context.signal });
      const model = running
        ? await loadAndWarm(load, running.backend.name, context)
        : await chooseAndLoad(load, context);
      if (context.signal.aborted) {
        model.dispose();
        throw context.signal.reason;
      }
      models.get(sha256)?.dispose();
      models.set(sha256, model);
      return {
        model: describeModel(model, url),
        backend: (running as NonNullable<typeof running>).choice,
        ...(source.files ? { files: source.files } : {}),
      };
    },
    async score({ frame, model: sha256, maps, override }, { signal }) {
      const model = models.get(sha256);
      if (!model) throw new RangeError(`No model with the SHA-256 ${sha256} is loaded.`);
      try {
        return await scoreFrame(frame, model, { signal, maps, override });
      } catch (error) {
        // Without a context WebGL calls fail in many ways; the cause is one.
        if (running?.backend.isLost()) throw contextLost(error);
        throw error;
      }
    },
  };
}

function contextLost(cause: unknown): ContextLostError {
  return new ContextLostError(
    "The graphics processor was reset while this image was computed. Residua starts again by itself; repeat the request.",
    { cause },
  );
}
