import { version as cornerstone } from "@cornerstonejs/core";
import { version_core as tensorflow } from "@tensorflow/tfjs-core";
import { type Fact, megabytes } from "../../diagnostics/facts.ts";
import { wasmFacts } from "../../diagnostics/wasm-facts.ts";
import type { BackendChoice } from "../../inference/engine.ts";
import { currentLanguage } from "../../ui/localization/language.ts";
import type { OfflinePage } from "../offline/offline-page.ts";

/** What only some browsers tell. */
interface TalkativeNavigator extends Navigator {
  /** GiB, rounded to a power of two. */
  readonly deviceMemory?: number;
}
interface TalkativePerformance extends Performance {
  readonly memory?: { readonly usedJSHeapSize: number };
}

/** @param residua its version */
export function versionFacts(residua: string): Fact[] {
  return [
    { id: "residua", value: residua },
    { id: "tensorflow", value: tensorflow },
    { id: "cornerstone", value: cornerstone },
    { id: "runtime", value: navigator.userAgent },
    { id: "language", value: currentLanguage() },
  ];
}

export function backendFacts(backend: BackendChoice | undefined): Fact[] {
  if (!backend) return [{ id: "backend", value: "none yet: no model has been loaded", trouble: true }];
  return [
    { id: "backend", value: backend.name },
    { id: "backend-reason", value: backend.reason },
    { id: "device", value: backend.device },
  ];
}

export function processorFacts(): Fact[] {
  return [
    ...wasmFacts(),
    { id: "isolated", value: crossOriginIsolated },
    { id: "processors", value: navigator.hardwareConcurrency },
  ];
}

/** Empty where the browser keeps it to itself. */
export function memoryFacts(): Fact[] {
  const { deviceMemory } = navigator as TalkativeNavigator;
  const { memory } = performance as TalkativePerformance;
  return [
    ...(deviceMemory === undefined
      ? []
      : [{ id: "memory", ...megabytes(deviceMemory * 1024 ** 3) } satisfies Fact]),
    ...(memory ? [{ id: "heap", ...megabytes(memory.usedJSHeapSize) } satisfies Fact] : []),
  ];
}

export async function storageFacts(): Promise<Fact[]> {
  try {
    const [{ usage = 0, quota = 0 }, persistent] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
    ]);
    return [
      { id: "used", ...megabytes(usage) },
      { id: "quota", ...megabytes(quota) },
      { id: "persistent", value: persistent },
    ];
  } catch {
    return [];
  }
}

export function offlineFacts({ state, refusal }: Pick<OfflinePage, "state" | "refusal">): Fact[] {
  const installed = matchMedia("(display-mode: standalone)").matches;
  return [
    {
      id: "service-worker",
      value: refusal === undefined ? state : `${state} (${refusal})`,
      ...(state === "failed" ? { trouble: true } : {}),
    },
    { id: "installed", value: installed },
  ];
}
