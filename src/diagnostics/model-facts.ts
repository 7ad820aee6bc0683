import { readBundle } from "../vae/bundle.ts";
import type { BundleSource } from "../vae/bundle-source.ts";
import type { Fact } from "./facts.ts";

export interface CheckedModel {
  readonly id: string;
  readonly source: BundleSource;
  /** Of bundle.json, as the manifest or the store has it. */
  readonly sha256: string;
}

/**
 * Reads every file of each model and checks it against its hash.
 *
 * @throws the signal's reason when aborted
 */
export async function modelFacts(models: readonly CheckedModel[], signal?: AbortSignal): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const model of models) facts.push(await check(model, signal));
  return facts;
}

async function check({ id, source, sha256 }: CheckedModel, signal?: AbortSignal): Promise<Fact> {
  try {
    const { description } = await readBundle(source, { sha256, ...(signal ? { signal } : {}) });
    const count = Object.keys(description.files).length + 1;
    const value = `${description.version}, ${count} files match their hashes, SHA-256 ${sha256}`;
    return { id: "model", of: id, value };
  } catch (error) {
    signal?.throwIfAborted();
    const value = error instanceof Error ? error.message : String(error);
    return { id: "model", of: id, value, trouble: true };
  }
}
