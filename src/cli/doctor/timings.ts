import type { Fact } from "../../diagnostics/facts.ts";
import type { CheckedModel } from "../../diagnostics/model-facts.ts";
import { warmUp } from "../../inference/warm-up.ts";
import { loadModel } from "../../scoring/model.ts";
import { findNativePackage, type NativeName, nativePackages } from "../native-backend.ts";
import { packageRoot } from "../package-root.ts";
import { startTensorflow } from "../tensorflow.ts";

export interface BackendFacts {
  readonly backend: readonly Fact[];
  readonly timings: readonly Fact[];
}

/**
 * What TensorFlow.js runs on here, and how long a model takes on each backend that is installed.
 *
 * @throws the signal's reason when aborted
 */
export async function backendFacts(
  model: CheckedModel | undefined,
  device: string,
  signal: AbortSignal,
): Promise<BackendFacts> {
  const native = (["gpu", "node"] as const satisfies readonly NativeName[]).filter(
    (name) => findNativePackage(name, packageRoot) !== undefined,
  );
  const timings: Fact[] = [];
  let used = "";
  // The slowest to start first: what runs at the end is what the other commands take.
  for (const name of ["wasm", ...native.toReversed()] as const) {
    const fact = await measure(name, model, signal);
    if (!fact.trouble) used = fact.of ?? "";
    timings.push(fact);
  }
  const backend: Fact[] = [
    { id: "backend", value: used || "none", ...(used ? {} : { trouble: true }) },
    { id: "backend-reason", value: reason(native.length > 0) },
    { id: "device", value: device },
    ...native.map((name): Fact => ({ id: "native-package", value: nativePackages[name] })),
  ];
  return { backend, timings };
}

const backendNames = { wasm: "WebAssembly", node: nativePackages.node, gpu: nativePackages.gpu } as const;

async function measure(
  name: keyof typeof backendNames,
  checked: CheckedModel | undefined,
  signal: AbortSignal,
): Promise<Fact> {
  const of = backendNames[name];
  try {
    await startTensorflow({ backend: name, notify: () => undefined });
    if (!checked) return { id: "timing", of, value: "starts; there is no model to measure with" };
    const model = await loadModel(checked.source, { sha256: checked.sha256, signal });
    try {
      return { id: "timing", of, value: Math.round(10 * (await warmUp(model))) / 10, unit: "ms" };
    } finally {
      model.dispose();
    }
  } catch (error) {
    signal.throwIfAborted();
    return { id: "timing", of, value: error instanceof Error ? error.message : String(error), trouble: true };
  }
}

function reason(native: boolean): string {
  const asked = process.env.RESIDUA_BACKEND;
  if (asked) return `RESIDUA_BACKEND is ${asked}`;
  return native ? "a native package is installed" : "no native package is installed";
}
