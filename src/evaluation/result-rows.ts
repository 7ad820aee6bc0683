import type { MapName, ScoreName } from "../scoring/maps.ts";
import type { ImageFigures, MapFigures, Metrics } from "./metrics-schema.ts";
import type { AnomalyKind } from "./synthetic/variants.ts";

/** A score or map of the report's tables. */
export interface ImageRow {
  readonly name: string;
  readonly baseline: boolean;
  readonly figures: ImageFigures;
}

export interface PixelRow {
  readonly name: string;
  readonly baseline: boolean;
  readonly figures: NonNullable<MapFigures["pixel"]>;
}

const scoreTitles: Readonly<Record<ScoreName, string>> = {
  anomaly: "anomaly score",
  reconstruction: "reconstruction (mean NLL)",
  kl: "KL divergence",
  elbo: "negative ELBO",
  latent: "latent distance (Mahalanobis)",
};

const mapTitles: Readonly<Record<MapName, string>> = {
  anomaly: "anomaly map",
  signed: "signed map, magnitude",
  residual: "residual map",
  nll: "NLL map",
  ssim: "SSIM map",
  klGradient: "KL gradient map",
  uncertainty: "uncertainty map",
};

const baselineTitles = {
  intensity: "intensity, smoothed",
  meanImageResidual: "residual from the mean healthy image",
  position: "slice position",
  smoothness: "smoothness of the image",
} as const;

const kindTitles: Readonly<Record<AnomalyKind, string>> = {
  brighter: "brighter",
  darker: "darker",
  source: "source",
  sink: "sink",
  foreignPatch: "foreign patch",
  poissonBlend: "Poisson-blended patch",
  blur: "blur",
  isoTexture: "iso-intensity texture",
};

export function imageRows({ scores, baselines }: Metrics): ImageRow[] {
  const own = entries(scoreTitles).flatMap(([name, title]) => {
    const figures = scores[name];
    return figures ? [{ name: title, baseline: false, figures }] : [];
  });
  const trivial = entries(baselineTitles).flatMap(([name, title]) => {
    const found = baselines[name];
    return found ? [{ name: title, baseline: true, figures: found.image }] : [];
  });
  return [...own, ...trivial];
}

/** The mean of each map's highest values, as a score; the anomaly score itself is among the others. */
export function mapScoreRows({ maps }: Metrics): ImageRow[] {
  return entries(mapTitles).flatMap(([name, title]) => {
    const found = maps[name];
    return found ? [{ name: title, baseline: false, figures: found.image }] : [];
  });
}

export function pixelRows({ maps, baselines }: Metrics): PixelRow[] {
  const own = entries(mapTitles).flatMap(([name, title]) => {
    const figures = maps[name]?.pixel;
    return figures ? [{ name: title, baseline: false, figures }] : [];
  });
  const trivial = entries(baselineTitles).flatMap(([name, title]) => {
    const found = baselines[name]?.pixel;
    return found ? [{ name: title, baseline: true, figures: found }] : [];
  });
  return [...own, ...trivial];
}

/** "brighter, 0.4": a variant of the synthetic suite. */
export function variantName({
  kind,
  strength,
}: {
  readonly kind: AnomalyKind;
  readonly strength: number | null;
}): string {
  return strength === null ? kindTitles[kind] : `${kindTitles[kind]}, ${strength}`;
}

function entries<Key extends string>(titles: Readonly<Record<Key, string>>): [Key, string][] {
  return Object.entries(titles) as [Key, string][];
}
