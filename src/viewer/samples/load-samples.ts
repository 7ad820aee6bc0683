import type { Sample } from "./sample.ts";

export async function loadSamples(signal: AbortSignal): Promise<readonly Sample[]> {
  signal.throwIfAborted();
  return [];
}
