import type { ModelInput } from "../imaging/model-input.ts";
import type { MapName } from "../scoring/maps.ts";
import type { Model } from "../scoring/model.ts";
import type { RawScores } from "../scoring/raw-scores.ts";
import { scoreInputs } from "../scoring/score-input.ts";

export interface ScoreWithModelOptions {
  readonly batchSize: number;
  readonly signal?: AbortSignal | undefined;
  /** Costly maps that are wanted too. */
  readonly maps?: readonly MapName[];
}

/** Maps and scores by the bundle's own scoring. */
export function scoreWithModel(
  inputs: readonly ModelInput[],
  { bundle, scoring, reference }: Model,
  { batchSize, signal, maps }: ScoreWithModelOptions,
): Promise<RawScores[]> {
  return scoreInputs(inputs, bundle.vae, scoring, {
    batchSize,
    reference,
    maps,
    ...(signal ? { signal } : {}),
  });
}
