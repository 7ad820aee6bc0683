/** One step of a training. */
export interface LossPoint {
  /** From 1. */
  readonly step: number;
  readonly loss: number;
  /** Mean over the pixels. */
  readonly reconstruction: number;
  /** nats an image */
  readonly kl: number;
}

/** Means of neighbouring points, so that there are at most `count`. */
export function averagePoints(points: readonly LossPoint[], count: number): LossPoint[] {
  const size = Math.ceil(points.length / count);
  if (size <= 1) return [...points];
  return Array.from({ length: Math.ceil(points.length / size) }, (_, index) => {
    const group = points.slice(index * size, (index + 1) * size);
    const mean = (name: keyof LossPoint) => group.reduce((sum, point) => sum + point[name], 0) / group.length;
    return { step: mean("step"), loss: mean("loss"), reconstruction: mean("reconstruction"), kl: mean("kl") };
  });
}

/** Round numbers within a range, about `count` of them, ascending. */
export function roundTicks(lower: number, upper: number, count: number): number[] {
  const raw = (upper - lower) / count;
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= raw)!;
  const first = Math.ceil(lower / step);
  const last = Math.floor(upper / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
