import type { ImageFigures, Metrics, PixelFigures } from "./metrics-schema.ts";

/** A score or map of the report's tables. */
export interface ImageRow {
  readonly name: string;
  readonly baseline: boolean;
  readonly figures: ImageFigures;
}

export interface PixelRow {
  readonly name: string;
  readonly baseline: boolean;
  readonly figures: Pick<PixelFigures, "ap" | "aupro" | "diceBest"> & Partial<PixelFigures>;
}

const scoreTitles = {
  anomaly: "anomaly score",
  reconstruction: "reconstruction (mean NLL)",
  kl: "KL divergence",
  elbo: "negative ELBO",
} as const;

const baselineTitles = {
  intensity: "intensity, smoothed",
  meanImageResidual: "residual from the mean healthy image",
  position: "slice position",
  smoothness: "smoothness of the image",
} as const;

export function imageRows({ scores, baselines }: Metrics): ImageRow[] {
  const own = entries(scoreTitles).map(([name, title]) => ({
    name: title,
    baseline: false,
    figures: scores[name],
  }));
  const trivial = entries(baselineTitles).flatMap(([name, title]) => {
    const found = baselines[name];
    return found ? [{ name: title, baseline: true, figures: found.image }] : [];
  });
  return [...own, ...trivial];
}

export function pixelRows({ pixel, baselines }: Metrics): PixelRow[] {
  if (!pixel) return [];
  const trivial = entries(baselineTitles).flatMap(([name, title]) => {
    const found = baselines[name]?.pixel;
    return found ? [{ name: title, baseline: true, figures: found }] : [];
  });
  return [{ name: "anomaly map", baseline: false, figures: pixel }, ...trivial];
}

function entries<Key extends string>(titles: Readonly<Record<Key, string>>): [Key, string][] {
  return Object.entries(titles) as [Key, string][];
}
