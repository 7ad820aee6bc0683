import type { OutlineMask } from "../../../plugin/index.ts";
import type { Sample } from "./sample.ts";
export async function fetchSample(_sample: Sample, _signal: AbortSignal): Promise<{files: readonly File[]; masks: ReadonlyMap<string, OutlineMask>}> {
  return { files: [], masks: new Map() };
}
