import type { ModelInput } from "../imaging/model-input.ts";

export interface TopMeanOptions {
  readonly fraction: number;
  readonly minimumDepth: number;
  /** Share of the map at the mirrored place that is taken off first. */
  readonly asymmetry?: number | undefined;
}

/** Mean of the highest `fraction` of the map's values where the depth exceeds `minimumDepth`; 0 where nothing does. */
export function topMean(
  map: Float32Array,
  { depth, width }: Pick<ModelInput, "depth" | "width">,
  { fraction, minimumDepth, asymmetry = 0 }: TopMeanOptions,
): number {
  const values = map
    .map((value, index) => {
      const column = index % width;
      return Math.max(0, value - asymmetry * map[index - column + width - 1 - column]!);
    })
    .filter((_, index) => depth[index]! > minimumDepth)
    .sort();
  if (values.length === 0) return 0;
  const count = Math.min(values.length, Math.max(1, Math.round(fraction * values.length)));
  let sum = 0;
  for (let index = values.length - count; index < values.length; index++) sum += values[index]!;
  return sum / count;
}
