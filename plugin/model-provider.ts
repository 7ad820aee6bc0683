import { ModelFormatError, ModelIntegrityError, NotApplicableError } from "../src/errors/index.ts";
import type { FrameTags } from "../src/imaging/frame.ts";
import type { Engine, LoadedModel } from "../src/inference/engine.ts";
import { type Manifest, type ModelEntry, modelUrl } from "../src/inference/manifest.ts";
import type { ModelChoice } from "../src/ui/panel-data.ts";
import { chooseModel, type Suitable, suitableModels } from "./choose-model.ts";
import { ModelDecisions } from "./model-decisions.ts";

/** Gives the model that suits an image, loading it when it is first asked for. */
export interface ModelProvider {
  /** What the user decided; whoever changes it changes what is given. */
  readonly decisions: ModelDecisions;
  /** The models that the user can choose among for an image: those that apply, or all where none has to. */
  choices(tags: FrameTags, override?: boolean): readonly ModelChoice[];
  /** The model if it is there already. */
  loaded(tags: FrameTags, override?: boolean): LoadedModel | undefined;
  /**
   * @param override any model may be used, whether it applies or not
   * @throws NotApplicableError when the manifest has no model; what Engine.load throws; the signal's reason when
   *   aborted (the model goes on loading for whoever asks next)
   */
  load(tags: FrameTags, signal?: AbortSignal, override?: boolean): Promise<LoadedModel>;
}

/** A bundle that the user brought along. */
export interface OwnModel {
  /** SHA-256 of its bundle.json. */
  readonly sha256: string;
  /** Path inside the bundle -> bytes. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** Where the interface finds the model card. */
  readonly cardUrl?: string;
  /** As the interface calls it before it is loaded. */
  readonly name?: string;
}

/** One of the user's bundles that is taken for the images that it suits. */
export type OwnCandidate = OwnModel &
  Suitable & {
    /** Taken before the manifest's models where both suit an image equally, as a site's calibration of one of them. */
    readonly first?: boolean;
  };

export interface ModelProviderOptions {
  readonly engine: Engine;
  /** Taken for every image in place of all other models. */
  readonly own?: OwnModel | undefined;
  /** Taken where they suit an image better than the manifest's models. */
  readonly candidates?: readonly OwnCandidate[] | undefined;
  readonly manifest: Manifest;
  /** Absolute. */
  readonly manifestUrl: string;
  readonly decisions?: ModelDecisions | undefined;
  /** Ends all loading. */
  readonly signal: AbortSignal;
}

interface Choice {
  readonly id: string;
  readonly load: () => Promise<LoadedModel>;
}

export function createModelProvider(options: ModelProviderOptions): ModelProvider {
  const { engine, own, candidates = [], manifest, manifestUrl, signal: lifetime } = options;
  const decisions = options.decisions ?? new ModelDecisions();
  const preferred = candidates.filter(({ first }) => first);
  const others = candidates.filter(({ first }) => !first);
  const all: readonly (ModelEntry | OwnCandidate)[] = [...preferred, ...manifest.models, ...others];
  const ready = new Map<string, LoadedModel>();
  const loading = new Map<string, Promise<LoadedModel>>();

  function choose(tags: FrameTags, override = false): Choice | undefined {
    if (own) return { id: own.sha256, load: () => loadOwn(own) };
    const chosen = choosable(tags, override).find(({ sha256 }) => sha256 === decisions.model);
    const entry = chosen ?? chooseModel(all, tags);
    if (!entry) return undefined;
    const { sha256 } = entry;
    if ("files" in entry) return { id: sha256, load: () => loadOwn(entry) };
    const url = modelUrl(entry, manifestUrl);
    return { id: sha256, load: () => engine.load({ url, sha256, signal: lifetime }) };
  }

  function choosable(tags: FrameTags, override: boolean): readonly (ModelEntry | OwnCandidate)[] {
    return override ? all : suitableModels(all, tags);
  }

  function describe(entry: ModelEntry | OwnCandidate): ModelChoice {
    const { sha256 } = entry;
    const model = ready.get(sha256);
    const name = "files" in entry ? entry.name : entry.id;
    return {
      sha256,
      name: model ? `${model.name} ${model.identity.version}` : (name ?? sha256.slice(0, 16)),
    };
  }

  async function loadOwn({ sha256, files, cardUrl }: OwnModel): Promise<LoadedModel> {
    const model = await engine.load({ url: `memory://${sha256}`, sha256, files, signal: lifetime });
    return cardUrl === undefined ? model : { ...model, cardUrl };
  }

  function start({ id, load }: Choice): Promise<LoadedModel> {
    const promise = load();
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
    decisions,
    choices(tags, override = false) {
      return own ? [] : choosable(tags, override).map(describe);
    },
    loaded(tags, override) {
      const choice = choose(tags, override);
      return choice && ready.get(choice.id);
    },
    async load(tags, signal, override) {
      const choice = choose(tags, override);
      if (!choice) throw new NotApplicableError("No model is installed. Add one to the manifest.");
      return untilAborted(loading.get(choice.id) ?? start(choice), signal);
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
