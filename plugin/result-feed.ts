import type { EngineResult, LoadedModel } from "../src/inference/engine.ts";
import type { FrameFacts } from "../src/scoring/slice-findings.ts";
import { keptBytes, keptResult } from "./kept-result.ts";

/** One image's result, whoever asked for it. */
export interface ScoredImage {
  readonly imageId: string;
  readonly result: EngineResult;
  /** Which image it is and where it lies. */
  readonly facts: FrameFacts;
  /** What scored it. */
  readonly model: LoadedModel;
}

/** What others may do with a feed. */
export type ScoredImages = Pick<ResultFeed, "latest" | "subscribe">;

/** Bytes of maps that are kept; those told first go first. 340 images of a model of 128 x 128. */
const budget = 64 * 2 ** 20;
/** Maps that are kept of each: what is drawn at first, and what a probe reads. */
const mapsKept = 3;

/**
 * Results as they come, so that a scan, stacks and volumes share them: an image that one of them has scored is known to
 * all. Maps beyond the budget are dropped; what was told of them stays with whoever listened.
 */
export class ResultFeed {
  readonly #kept = new Map<string, ScoredImage>();
  readonly #listeners = new Set<(image: ScoredImage) => void>();
  #bytes = 0;

  /** A result has come. Overlapping requests may tell the same twice. */
  tell(image: ScoredImage): void {
    const { imageId, result } = image;
    const slim = {
      ...image,
      result: keptResult(result, { bytes: mapsKept * 4 * result.height * result.width }),
    };
    this.#drop(imageId);
    this.#kept.set(imageId, slim);
    this.#bytes += keptBytes(slim.result);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= budget) break;
      this.#drop(oldest);
    }
    for (const listener of [...this.#listeners]) listener(image);
  }

  /** With the maps that are kept. */
  latest(imageId: string): ScoredImage | undefined {
    return this.#kept.get(imageId);
  }

  /** Calls back with each result as it comes, all maps that were computed included, until the signal is aborted. */
  subscribe(listener: (image: ScoredImage) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  /** Results of before say nothing any more: another model was chosen, or one's rules are overridden. */
  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  #drop(imageId: string): void {
    const known = this.#kept.get(imageId);
    if (!known) return;
    this.#kept.delete(imageId);
    this.#bytes -= keptBytes(known.result);
  }
}
