import { type BackendName, backendNames } from "../../src/inference/engine.ts";
import { type Language, languages } from "../../src/ui/localization/language.ts";

/** `[extension, { ... }]` in OHIF's app-config. */
export interface ResiduaConfiguration {
  /** URL of the folder with the worker and the .wasm files; by default the module's own. */
  readonly assetBase?: string;
  /** URL of manifest.json; by default in `assetBase`. */
  readonly manifest?: string;
  /** By default the fastest is measured. */
  readonly backend?: BackendName;
  /** By default the browser's. */
  readonly language?: Language;
  /** Whether the heatmap is on as soon as a study is open; false by default. */
  readonly enabled?: boolean;
}

/** What is not understood is left out: a slip in a site's configuration must not keep its viewer from starting. */
export function readConfiguration(value: unknown): ResiduaConfiguration {
  if (typeof value !== "object" || value === null) return {};
  const { assetBase, manifest, backend, language, enabled } = value as Record<string, unknown>;
  const knownBackend = backendNames.find((name) => name === backend);
  const knownLanguage = languages.find((name) => name === language);
  return {
    ...(typeof assetBase === "string" ? { assetBase } : {}),
    ...(typeof manifest === "string" ? { manifest } : {}),
    ...(knownBackend ? { backend: knownBackend } : {}),
    ...(knownLanguage ? { language: knownLanguage } : {}),
    ...(typeof enabled === "boolean" ? { enabled } : {}),
  };
}
