import { removeBackend, setBackend } from "@tensorflow/tfjs-core";
import { BackendUnavailableError } from "../../errors/index.ts";
import type { RunningBackend } from "./running-backend.ts";

const name = "cpu";

/** Starts TensorFlow.js on plain JavaScript: slow, and exact enough to check the others against. */
export async function startCpu(): Promise<RunningBackend> {
  // Not part of the worker's first download: it is for tests and diagnostics.
  await import("@tensorflow/tfjs-backend-cpu");
  const use = async () => {
    if (!(await setBackend(name))) {
      throw new BackendUnavailableError("TensorFlow.js could not start its CPU backend.");
    }
  };
  await use();
  return {
    name,
    device: "CPU, JavaScript",
    use,
    isLost: () => false,
    stop: () => removeBackend(name),
  };
}
