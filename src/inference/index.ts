export { createEngine, type EngineOptions } from "./client.ts";
export {
  type BackendChoice,
  type BackendName,
  backendNames,
  type Engine,
  type EngineResult,
  type LoadedModel,
  type LoadModelOptions,
  type ScoreOptions,
} from "./engine.ts";
export {
  type FindingsStore,
  type FindingsStoreOptions,
  openFindingsStore,
  type StoredImage,
} from "./findings-store.ts";
export {
  loadManifest,
  type Manifest,
  type ModelEntry,
  modelUrl,
  parseManifest,
} from "./manifest.ts";
