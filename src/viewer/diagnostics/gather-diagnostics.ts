import { type Diagnostics, type Fact, makeDiagnostics } from "../../diagnostics/facts.ts";
import { type CheckedModel, modelFacts } from "../../diagnostics/model-facts.ts";
import type { BackendChoice } from "../../inference/engine.ts";
import type { FindingsArchive } from "../../inference/findings-store.ts";
import { loadManifest, type Manifest, modelUrl } from "../../inference/manifest.ts";
import { httpBundleSource } from "../../vae/bundle-source.ts";
import { memoryBundleSource } from "../../vae/memory-bundle-source.ts";
import { listModels } from "../models/model-store.ts";
import type { OfflinePage } from "../offline/offline-page.ts";
import {
  backendFacts,
  memoryFacts,
  offlineFacts,
  processorFacts,
  storageFacts,
  versionFacts,
} from "./browser-facts.ts";
import { graphicsFacts } from "./graphics-facts.ts";
import { knownTimings, measureBackends } from "./measure-backends.ts";

export interface GatherOptions {
  /** URL of manifest.json. */
  readonly manifest: string;
  /** What the engine runs on. */
  readonly backend: BackendChoice | undefined;
  readonly store: FindingsArchive;
  readonly offline: Pick<OfflinePage, "state" | "refusal">;
  /** Run a model on each backend; else what was measured at the start is told. */
  readonly measure: boolean;
  readonly signal: AbortSignal;
}

/**
 * What this browser and machine can do. Nothing of the images that are open is asked for, so nothing of them is in it.
 *
 * @throws the signal's reason when aborted
 */
export async function gatherDiagnostics(options: GatherOptions): Promise<Diagnostics> {
  const { backend, store, offline, signal } = options;
  const base = new URL(options.manifest, document.baseURI).href;
  const manifest = await loadManifest(base, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  });
  const own = await ownModels();
  const models =
    manifest instanceof Error
      ? [{ id: "model", value: manifest.message, trouble: true } satisfies Fact]
      : await modelFacts(installedModels(manifest, base), signal);
  return makeDiagnostics(
    {
      versions: versionFacts(manifest instanceof Error ? "unknown" : manifest.version),
      backend: backendFacts(backend),
      graphics: graphicsFacts(),
      webassembly: processorFacts(),
      memory: memoryFacts(),
      timings: await timings(options, manifest, base),
      storage: [
        ...(await resultFacts(store)),
        { id: "own-models", value: own.length },
        ...(await storageFacts()),
      ],
      models: [...models, ...(await modelFacts(own, signal))],
      offline: offlineFacts(offline),
    },
    new Date(),
  );
}

function installedModels({ models }: Manifest, base: string): CheckedModel[] {
  return models.map((model) => ({
    id: model.id,
    sha256: model.sha256,
    source: httpBundleSource(modelUrl(model, base)),
  }));
}

/** By the start of their hashes: their names are the user's. */
async function ownModels(): Promise<CheckedModel[]> {
  const models = await listModels().catch(() => []);
  return models.map(({ sha256, files }) => ({
    id: `own ${sha256.slice(0, 8)}`,
    sha256,
    source: memoryBundleSource(files),
  }));
}

async function resultFacts(store: FindingsArchive): Promise<Fact[]> {
  const count = await store.count();
  const { trouble } = store;
  return [
    { id: "kept-results", value: count },
    trouble === undefined
      ? { id: "results-store", value: "works" }
      : { id: "results-store", value: trouble, trouble: true },
  ];
}

async function timings(
  { backend, measure, signal }: GatherOptions,
  manifest: Manifest | Error,
  base: string,
): Promise<Fact[]> {
  const model = manifest instanceof Error ? undefined : manifest.models[0];
  if (measure && model) return measureBackends({ url: modelUrl(model, base), sha256: model.sha256 }, signal);
  return backend ? knownTimings(backend) : [];
}
