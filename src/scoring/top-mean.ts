/** Mean of the highest `fraction` of the map's values where the depth exceeds `minimumDepth`; 0 where nothing does. */
export function topMean(
  map: Float32Array,
  depth: Float32Array,
  { fraction, minimumDepth }: { readonly fraction: number; readonly minimumDepth: number },
): number {
  const values = map.filter((_, index) => depth[index]! > minimumDepth).sort();
  if (values.length === 0) return 0;
  const count = Math.min(values.length, Math.max(1, Math.round(fraction * values.length)));
  let sum = 0;
  for (let index = values.length - count; index < values.length; index++) sum += values[index]!;
  return sum / count;
}
