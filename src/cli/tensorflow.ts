import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { enableProdMode, ready, setBackend } from "@tensorflow/tfjs-core";
import { BackendUnavailableError } from "../errors/index.ts";
import { findNativePackage, nativePackages, startNativeBackend } from "./native-backend.ts";
import { packageRoot } from "./package-root.ts";
import { UsageError } from "./usage-error.ts";

const backendNames = ["auto", "wasm", "node", "gpu"] as const;

export interface TensorflowOptions {
  /** One of `backendNames`; the environment variable RESIDUA_BACKEND when absent, and then `auto`. */
  readonly backend?: string | undefined;
  /** Where native packages are looked for: beside Residua itself, never in the folder that holds the images. */
  readonly from?: string;
  /** Takes the sentence that says what is used. */
  readonly notify?: (sentence: string) => void;
}

/**
 * Starts TensorFlow.js: on its native package for a GPU or for the CPU where the user has installed one, else on
 * WebAssembly. The union package registers all gradients and layers.
 *
 * @throws UsageError for another name, BackendUnavailableError when the backend that was asked for does not run here
 */
export async function startTensorflow({
  backend = process.env.RESIDUA_BACKEND || undefined,
  from = packageRoot,
  notify = console.error,
}: TensorflowOptions = {}): Promise<void> {
  const choice = backendNames.find((name) => name === (backend ?? "auto"));
  if (choice === undefined) {
    throw new UsageError(`RESIDUA_BACKEND takes ${backendNames.join(", ")}, not "${backend}".`);
  }
  // Also keeps TensorFlow.js from advertising its native package.
  enableProdMode();
  const candidates = choice === "auto" ? (["gpu", "node"] as const) : choice === "wasm" ? [] : [choice];
  for (const name of candidates) {
    const file = findNativePackage(name, from);
    if (file === undefined && choice === "auto") continue;
    const packageName = nativePackages[name];
    if (file === undefined) {
      throw new BackendUnavailableError(
        `${packageName} is not installed. Run npm install --no-save ${packageName}, or leave RESIDUA_BACKEND out.`,
      );
    }
    try {
      await startNativeBackend(file);
      notify(`TensorFlow.js runs on ${packageName}.`);
      return;
    } catch (cause) {
      const reason = (cause instanceof Error ? cause.message : String(cause)).split("\n", 1)[0];
      const sentence = `${packageName} is installed but does not start (${reason}). Install it again`;
      if (choice !== "auto") {
        throw new BackendUnavailableError(`${sentence}, or leave RESIDUA_BACKEND out.`, { cause });
      }
      notify(`${sentence}, or remove it.`);
    }
  }
  await startWebAssembly();
  notify("TensorFlow.js runs on WebAssembly.");
}

async function startWebAssembly(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  setWasmPaths(join(dirname(entry), "dist") + sep);
  const started = await setBackend("wasm").catch(() => false);
  await ready();
  if (!started) {
    throw new BackendUnavailableError(
      "TensorFlow.js cannot use WebAssembly in this version of Node; update Node.",
    );
  }
}
