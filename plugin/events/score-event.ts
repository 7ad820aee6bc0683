import type { BackendName, EngineResult } from "../../src/inference/engine.ts";
import type { ScoreName } from "../../src/scoring/maps.ts";
import type { ModelIdentity, Region, ResultApplicability, Score } from "../../src/scoring/result.ts";

export interface ScoreDetail {
  readonly imageId: string;
  readonly scores: Readonly<Partial<Record<ScoreName, Score>>>;
  /** Above the calibrated threshold, by falling peak. */
  readonly regions: readonly Region[];
  readonly applicability: ResultApplicability;
  readonly model: ModelIdentity;
  readonly backend: BackendName;
  /** Time in the engine, without waiting; ms. */
  readonly ms: number;
  readonly result: EngineResult;
}

/** The image on the screen has a result; not sent for images that the model refuses (see StateEvent). */
export class ScoreEvent extends CustomEvent<ScoreDetail> {
  static readonly type = "residua-score";

  constructor(imageId: string, result: EngineResult) {
    const { scores, regions, applicability, model, backend, ms } = result;
    super(ScoreEvent.type, {
      detail: { imageId, scores, regions, applicability, model, backend, ms, result },
    });
  }
}
