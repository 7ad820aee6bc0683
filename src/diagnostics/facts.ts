/** The parts of a diagnostics report, in their order. */
export const sectionIds = [
  "versions",
  "backend",
  "graphics",
  "webassembly",
  "memory",
  "timings",
  "storage",
  "models",
  "offline",
  "tools",
] as const;
export type SectionId = (typeof sectionIds)[number];

export const factIds = [
  "residua",
  "tensorflow",
  "cornerstone",
  "runtime",
  "system",
  "language",
  "backend",
  "backend-reason",
  "device",
  "native-package",
  "webgl2",
  "renderer",
  "texture-size",
  "float-textures",
  "half-float-textures",
  "float-filtering",
  "wasm",
  "simd",
  "threads",
  "isolated",
  "processors",
  "memory",
  "memory-free",
  "heap",
  "timing",
  "kept-results",
  "results-store",
  "own-models",
  "used",
  "quota",
  "persistent",
  "model",
  "service-worker",
  "installed",
  "tool",
] as const;
export type FactId = (typeof factIds)[number];

export const units = ["ms", "MB", "px"] as const;

/** One thing that is known of the machine or the installation; nothing of any patient or image. */
export interface Fact {
  readonly id: FactId;
  /** Which one, where there are several: a backend, a model, a tool. */
  readonly of?: string;
  /** Text is plain English. */
  readonly value: string | number | boolean;
  readonly unit?: (typeof units)[number];
  /** It keeps something from working as well as it could. */
  readonly trouble?: true;
}

export interface Section {
  readonly id: SectionId;
  readonly facts: readonly Fact[];
}

/** What a machine can do and what runs on it, to be read by people and sent with a report of a fault. */
export interface Diagnostics {
  /** ISO 8601, UTC. */
  readonly made: string;
  /** In the order of `sectionIds`, without empty ones. */
  readonly sections: readonly Section[];
}

/** Puts what was gathered in order; sections without facts are left out. */
export function makeDiagnostics(
  facts: Readonly<Partial<Record<SectionId, readonly Fact[]>>>,
  made: Date,
): Diagnostics {
  const sections = sectionIds
    .map((id): Section => ({ id, facts: facts[id] ?? [] }))
    .filter((section) => section.facts.length > 0);
  return { made: made.toISOString(), sections };
}

/** Bytes as a fact is given them: MB of 1,000,000 bytes, rounded to a tenth. */
export function megabytes(bytes: number): Pick<Fact, "value" | "unit"> {
  return { value: Math.round(bytes / 100_000) / 10, unit: "MB" };
}
