import type { EngineResult } from "../../src/inference/engine.ts";
import type { VolumeScoring } from "./volume-scoring.ts";

/** The reconstruction of the one slice of a volume that is looked at; the others' are not kept. */
export class VolumeReconstruction {
  readonly #onChange: () => void;
  #work = new AbortController();
  #wanted: { readonly scoring: VolumeScoring; readonly slice: number } | undefined;
  #result: EngineResult | undefined;

  /** @param onChange the wanted slice's reconstruction has come */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Of the slice that was asked for last; undefined while it is on its way. */
  get result(): EngineResult | undefined {
    return this.#result;
  }

  /** Asks for a slice, which must have a result, in place of the one before. */
  want(scoring: VolumeScoring, slice: number): void {
    if (this.#wanted?.scoring === scoring && this.#wanted.slice === slice) return;
    this.drop();
    this.#wanted = { scoring, slice };
    const { signal } = this.#work;
    scoring.reconstructed(slice, signal).then(
      (result) => {
        if (signal.aborted) return;
        this.#result = result;
        this.#onChange();
      },
      // Why a slice cannot be scored is told with its score.
      () => undefined,
    );
  }

  drop(): void {
    this.#work.abort(new DOMException("Another slice is shown.", "AbortError"));
    this.#work = new AbortController();
    this.#wanted = undefined;
    this.#result = undefined;
  }
}
