import { positionScores } from "./baselines.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import type { Collected, MappedBaseline } from "./collector.ts";
import { imageFigures, imageFiguresOf, isKnown } from "./image-figures.ts";
import type { Metrics } from "./metrics-schema.ts";
import { pixelFigures } from "./pixel-figures.ts";

/** What can be had without a network: a model must beat all of it. */
export function baselineFigures(collected: Collected, resampling: BootstrapOptions): Metrics["baselines"] {
  const { scores, abnormal } = collected;
  const withMap = (name: MappedBaseline) => {
    const pixel = pixelFigures(collected, `baselines.${name}`, resampling);
    return { image: imageFigures(collected, `baselines.${name}`, resampling), ...(pixel ? { pixel } : {}) };
  };
  const position = isKnown(collected, "baselines.position")
    ? positionScores(scores.get("baselines.position")!, abnormal)
    : undefined;
  return {
    intensity: withMap("intensity"),
    ...(scores.has("baselines.meanImageResidual") ? { meanImageResidual: withMap("meanImageResidual") } : {}),
    ...(position ? { position: { image: imageFiguresOf(collected, position, resampling) } } : {}),
    smoothness: { image: imageFigures(collected, "baselines.smoothness", resampling) },
  };
}
