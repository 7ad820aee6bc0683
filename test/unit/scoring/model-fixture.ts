import type { Frame, FrameTags } from "../../../src/imaging/frame.ts";
import type { PreprocessingStep } from "../../../src/imaging/preprocessing.ts";
import type { Calibration } from "../../../src/scoring/calibration.ts";
import type { Scoring } from "../../../src/scoring/maps.ts";
import type { ApplicabilityRules } from "../../../src/vae/bundle-schema.ts";
import type { BundleSource } from "../../../src/vae/bundle-source.ts";
import { createNetwork } from "../../../src/vae/network.ts";
import { saveBundle } from "../../../src/vae/save-bundle.ts";
import { random, scoringOf } from "./fixtures.ts";

const size = 32;

const preprocessing: PreprocessingStep[] = [
  { step: "foreground", size, percentile: 98, fraction: 0.12, opening: 1, closing: 2 },
  { step: "crop", lower: 0.5, upper: 99.5, rows: 30, columns: 26 },
  { step: "medianScale", depth: 3, value: 0.4 },
];

const applicability: ApplicabilityRules = {
  modalities: ["MR"],
  bodyParts: ["head"],
  plane: "axial",
  contrasts: ["flair"],
  contrastName: "FLAIR",
  foreground: { refuseBelow: 0.05, refuseAbove: 0.95, cautionBelow: 0.1 },
  aspect: { minimum: 0.4, maximum: 1.6 },
};

export function calibrationOf(parts: Partial<Calibration> = {}): Calibration {
  const map = (unit: string) => ({
    unit,
    probabilities: [0, 0.5, 1],
    quantiles: [0, 0.5, 2],
    display: { lower: 0, upper: 3 },
  });
  const scores = Array.from({ length: 20 }, (_, index) => index / 10);
  return {
    population: { description: "Synthetic ellipses", images: 20, patients: 20 },
    maps: { anomaly: map("σ"), residual: map("normalised"), nll: map("nats") },
    scores: { anomaly: scores, reconstruction: scores, kl: scores, elbo: scores },
    threshold: { falsePositivePixels: 0.005, value: 0.5 },
    imageThreshold: { falsePositiveRate: 0.05, value: 1.9 },
    ...parts,
  };
}

const scoring = scoringOf(
  { sigmas: [0.7, 1.5], flip: true, minimumDepth: 2 },
  { fraction: 0.05, minimumDepth: 3 },
);

/** A bundle with an untrained network, held in memory. */
export async function bundleSource(
  parts: { readonly scoring?: unknown; readonly calibration?: unknown; readonly reference?: unknown } = {},
): Promise<BundleSource> {
  const network = createNetwork({ height: size, width: size, latentSize: 4, channels: [4, 8], seed: 3 });
  const files = await saveBundle({
    description: {
      id: "ellipses",
      version: "0.1.0",
      name: "Ellipses",
      description: "An untrained network, for tests.",
      licence: "MIT",
      input: { height: size, width: size },
      preprocessing,
      latent: { size: 4 },
      scoring: parts.scoring ?? (scoring satisfies Scoring),
      applicability,
    },
    encoder: network.encoder,
    decoder: network.decoder,
    calibration: parts.calibration ?? calibrationOf(),
    reference: parts.reference,
    card: "# Ellipses\n",
  });
  network.dispose();
  return {
    url: "memory:ellipses",
    async read(path) {
      const bytes = files.get(path);
      if (!bytes) throw new Error(`no file ${path}`);
      return bytes;
    },
  };
}

export const flairTags: FrameTags = { modality: "MR", bodyPartExamined: "HEAD", seriesDescription: "FLAIR" };

export interface EllipseOptions {
  readonly tags?: FrameTags;
  readonly seed?: number;
  /** Brightness added in a disc right of the centre; 0 for a healthy image. */
  readonly lesion?: number;
}

export const frameRows = 60;
export const frameColumns = 50;

/** 1 in the disc where `ellipseFrame` puts its lesion. */
export function lesionMask(): Uint8Array {
  return Uint8Array.from({ length: frameRows * frameColumns }, (_, index) => {
    const [row, column] = [Math.floor(index / frameColumns), index % frameColumns];
    return Math.hypot(row - 28, column - 30) < 5 ? 1 : 0;
  });
}

/** A noisy ellipse on black, axial, 0.9 x 0.8 mm. */
export function ellipseFrame({ tags = flairTags, seed = 1, lesion = 0 }: EllipseOptions = {}): Frame {
  const next = random(seed);
  const mask = lesionMask();
  const pixels = Float32Array.from({ length: frameRows * frameColumns }, (_, index) => {
    const [row, column] = [Math.floor(index / frameColumns), index % frameColumns];
    if (((row - 30) / 26) ** 2 + ((column - 25) / 21) ** 2 > 1) return 0;
    return 400 + 60 * next() + lesion * mask[index]!;
  });
  return {
    pixels,
    rows: frameRows,
    columns: frameColumns,
    spacing: { row: 0.9, column: 0.8 },
    plane: { position: [0, 0, 0], rowCosines: [1, 0, 0], columnCosines: [0, 1, 0] },
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: `1.2.${seed}`,
    frameNumber: 1,
    tags,
  };
}
