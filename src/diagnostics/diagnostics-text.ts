import type { Diagnostics, Fact, FactId, SectionId } from "./facts.ts";

const notice = "Not for diagnostic use";

export const sectionNames: Readonly<Record<SectionId, string>> = {
  versions: "Versions",
  backend: "Backend",
  graphics: "Graphics",
  webassembly: "WebAssembly",
  memory: "Memory",
  timings: "Timings",
  storage: "Storage",
  models: "Models",
  offline: "Offline use",
  tools: "Other programs",
};

export const factNames: Readonly<Record<FactId, string>> = {
  residua: "Residua",
  tensorflow: "TensorFlow.js",
  cornerstone: "Cornerstone",
  runtime: "Runs in",
  system: "System",
  language: "Language",
  backend: "In use",
  "backend-reason": "Why",
  device: "Device",
  "native-package": "Native package",
  webgl2: "WebGL 2",
  renderer: "Renderer",
  "texture-size": "Largest texture",
  "float-textures": "32-bit float textures",
  "half-float-textures": "16-bit float textures",
  "float-filtering": "Filtering of float textures",
  wasm: "WebAssembly",
  simd: "SIMD",
  threads: "Threads",
  isolated: "Cross-origin isolated",
  processors: "Logical processors",
  memory: "Memory of the machine",
  "memory-free": "Free",
  heap: "JavaScript heap",
  timing: "One image, encode and decode, warm",
  "kept-results": "Images with kept results",
  "results-store": "Keeping results",
  "own-models": "Models of the user's own",
  used: "Used by this page",
  quota: "Allowed to this page",
  persistent: "Kept when space is short",
  model: "Model",
  "service-worker": "Service worker",
  installed: "Opened as an installed page",
  tool: "Program",
};

/** A fact's value for a reader of English. */
export function factValue({ value, unit }: Fact): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return unit === undefined ? String(value) : `${value} ${unit}`;
}

/** The report as plain text, a fact a line; English, whatever the interface's language: it is for whoever helps. */
export function diagnosticsText({ made, sections }: Diagnostics): string {
  const lines = sections.flatMap(({ id, facts }) => [
    "",
    sectionNames[id],
    ...facts.map((fact) => `  ${fact.trouble ? "! " : ""}${nameOf(fact)}: ${factValue(fact)}`),
  ]);
  return [`Residua diagnostics, ${made}`, `${notice}. No patient data.`, ...lines, ""].join("\n");
}

/** The report as JSON: sections by id, in them the facts by id; where there are several of an id, by what they are of. */
export function diagnosticsJson({ made, sections }: Diagnostics): object {
  return {
    format: "residua-diagnostics",
    formatVersion: 1,
    intendedUse: notice,
    made,
    ...Object.fromEntries(
      sections.map(({ id, facts }) => [
        id,
        Object.fromEntries(
          facts.map((fact) => [
            fact.of === undefined ? fact.id : `${fact.id}: ${fact.of}`,
            fact.unit === undefined ? fact.value : `${fact.value} ${fact.unit}`,
          ]),
        ),
      ]),
    ),
  };
}

function nameOf({ id, of }: Fact): string {
  return of === undefined ? factNames[id] : `${factNames[id]} ${of}`;
}
