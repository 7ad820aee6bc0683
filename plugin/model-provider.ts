import { ModelFormatError, ModelIntegrityError, NotApplicableError } from "../src/errors/index.ts";
import type { FrameTags } from "../src/imaging/frame.ts";
import type { Engine, LoadedModel } from "../src/inference/engine.ts";
import { type Manifest, type ModelEntry, modelUrl } from "../src/inference/manifest.ts";
import { chooseModel } from "./choose-model.ts";

/** Gives the model that suits an image, loading it when it is first asked for. */
export interface ModelProvider {
  /** The model if it is there already. */
  loaded(tags: FrameTags): LoadedModel | undefined;
  /**
   * @throws NotApplicableError when the manifest has no model; what Engine.load throws; the signal's reason when
   *   aborted (the model goes on loading for whoever asks next)
   */
  load(tags: FrameTags, signal?: AbortSignal): Promise<LoadedModel>;
}

export interface ModelProviderOptions {
  readonly engine: Engine;
  readonly manifest: Manifest;
  /** Absolute. */
  readonly manifestUrl: string;
  /** Ends all loading. */
  readonly signal: AbortSignal;
}

export function createModelProvider(options: ModelProviderOptions): ModelProvider {
  const { engine, manifest, manifestUrl, signal: lifetime } = options;
  const ready = new Map<string, LoadedModel>();
  const loading = new Map<string, Promise<LoadedModel>>();

  function start(entry: ModelEntry): Promise<LoadedModel> {
    const { id, sha256 } = entry;
    const promise = engine.load({ url: modelUrl(entry, manifestUrl), sha256, signal: lifetime });
    loading.set(id, promise);
    promise.then(
      (model) => ready.set(id, model),
      (error: unknown) => {
        // A broken bundle stays broken; anything else, as a network that was away, may go well the next time.
        const broken = error instanceof ModelIntegrityError || error instanceof ModelFormatError;
        if (!broken) loading.delete(id);
      },
    );
    return promise;
  }

  return {
    loaded(tags) {
      const entry = chooseModel(manifest.models, tags);
      return entry && ready.get(entry.id);
    },
    async load(tags, signal) {
      const entry = chooseModel(manifest.models, tags);
      if (!entry) throw new NotApplicableError("No model is installed. Add one to the manifest.");
      return untilAborted(loading.get(entry.id) ?? start(entry), signal);
    },
  };
}

function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
