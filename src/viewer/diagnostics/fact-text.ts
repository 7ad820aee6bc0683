import { msg } from "@lit/localize";
import { factValue } from "../../diagnostics/diagnostics-text.ts";
import type { Fact, FactId, SectionId } from "../../diagnostics/facts.ts";
import { formatNumber } from "../../ui/localization/format.ts";

/** A section's heading in the interface's language. */
export function sectionText(id: SectionId): string {
  const texts: Readonly<Record<SectionId, string>> = {
    versions: msg("Versions"),
    backend: msg("Backend"),
    graphics: msg("Graphics"),
    webassembly: "WebAssembly",
    memory: msg("Memory"),
    timings: msg("Timings"),
    storage: msg("Storage"),
    models: msg("Models"),
    offline: msg("Use without a network"),
    tools: msg("Other programs"),
  };
  return texts[id];
}

/** A fact's name in the interface's language. */
export function factText({ id, of }: Fact): string {
  const name = factNamesText()[id];
  return of === undefined ? name : `${name}: ${wordsText()[of] ?? of}`;
}

/** A fact's value; sentences of whatever failed stay in English, as whoever helps gets them. */
export function factValueText(fact: Fact): string {
  const { value, unit } = fact;
  if (typeof value === "boolean") return value ? msg("yes") : msg("no");
  if (typeof value === "string") return wordsText()[value] ?? factValue(fact);
  return unit === undefined ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

/** Words that facts have as values, where they are more than names. */
function wordsText(): Readonly<Record<string, string>> {
  return {
    webgl: "WebGL",
    wasm: "WebAssembly",
    cpu: msg("JavaScript"),
    fastest: msg("the fastest here"),
    only: msg("the only one that runs here"),
    asked: msg("asked for in the page's address"),
    works: msg("works"),
    refused: msg("refused by the browser"),
    full: msg("no room left"),
    off: msg("off"),
    preparing: msg("being made ready"),
    ready: msg("ready"),
    update: msg("ready, and a new version waits"),
    failed: msg("failed"),
  };
}

function factNamesText(): Readonly<Record<FactId, string>> {
  return {
    residua: "Residua",
    tensorflow: "TensorFlow.js",
    cornerstone: "Cornerstone",
    runtime: msg("Browser"),
    system: msg("System"),
    language: msg("Language"),
    backend: msg("In use"),
    "backend-reason": msg("Why"),
    device: msg("Device"),
    "native-package": msg("Native package"),
    webgl2: "WebGL 2",
    renderer: msg("Renderer"),
    "texture-size": msg("Largest texture"),
    "float-textures": msg("32-bit float textures"),
    "half-float-textures": msg("16-bit float textures"),
    "float-filtering": msg("Filtering of float textures"),
    wasm: "WebAssembly",
    simd: "SIMD",
    threads: msg("Threads"),
    isolated: msg("Cross-origin isolated"),
    processors: msg("Logical processors"),
    memory: msg("Memory of the machine"),
    "memory-free": msg("Free"),
    heap: msg("JavaScript heap"),
    timing: msg("One image, warm"),
    "kept-results": msg("Images with kept results"),
    "results-store": msg("Keeping results"),
    "own-models": msg("Your own models"),
    used: msg("Used by this page"),
    quota: msg("Allowed to this page"),
    persistent: msg("Kept when space is short"),
    model: msg("Model"),
    "service-worker": "Service worker",
    installed: msg("Opened as an installed page"),
    tool: msg("Program"),
  };
}
