import type { Frame } from "../../imaging/frame.ts";
import type { ModelInput } from "../../imaging/model-input.ts";
import type { Model } from "../../scoring/model.ts";
import type { EvaluationImage } from "../evaluation-image.ts";
import { tryPrepare } from "../prepare-frame.ts";
import { scoreWithModel } from "../score-with-model.ts";
import { choosePlace, frameWith, type HealthyCanvas, healthyCanvas } from "./canvas.ts";
import { lesionShape } from "./lesion-shape.ts";
import { type SyntheticFigures, SyntheticTally } from "./tally.ts";
import type { Donor } from "./target.ts";
import { implantAnomaly, type Variant, variants } from "./variants.ts";

export interface SyntheticSuiteOptions {
  readonly seed: number;
  /** Images to a batch. */
  readonly batchSize: number;
  readonly signal?: AbortSignal | undefined;
  /** Healthy images done. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

interface Subject {
  readonly image: EvaluationImage;
  readonly input: ModelInput;
  readonly canvas: HealthyCanvas;
}

interface Implanted {
  readonly variant: Variant;
  readonly frame: Frame;
  readonly mask: Uint8Array;
}

/**
 * How well a model finds anomalies whose truth is known to the pixel: each variant is put into the pixels of each
 * healthy image at a place in the foreground, and goes the whole way from preparation to score. All variants of one
 * size share their place and outline in an image, so that kinds compare.
 *
 * @returns undefined where no healthy image could be used
 */
export async function syntheticSuite(
  model: Model,
  images: readonly EvaluationImage[],
  { seed, batchSize, signal, onProgress }: SyntheticSuiteOptions,
): Promise<SyntheticFigures | undefined> {
  const subjects = images.flatMap((image): Subject[] => {
    const input = tryPrepare(image.frame, model);
    const canvas = input && healthyCanvas(image.frame, input);
    return canvas ? [{ image, input, canvas }] : [];
  });
  const tally = new SyntheticTally(model.calibration);
  for (const [index, { image, input, canvas }] of subjects.entries()) {
    signal?.throwIfAborted();
    const donor = subjects[(index + 1) % subjects.length]!.canvas;
    const [healthy] = await scoreWithModel([input], model, { batchSize: 1, signal });
    const implanted = implantAll(canvas, donor === canvas ? undefined : donor, seed + 1000 * index);
    for (let start = 0; start < implanted.length; start += batchSize) {
      const batch = implanted.slice(start, start + batchSize).flatMap((one) => {
        const prepared = tryPrepare(one.frame, model);
        return prepared ? [{ ...one, input: prepared }] : [];
      });
      const raw = await scoreWithModel(
        batch.map((one) => one.input),
        model,
        { batchSize, signal },
      );
      batch.forEach(({ variant, mask, input: { affine } }, at) => {
        tally.add({
          variant,
          patient: image.patient,
          healthy: healthy!.scores.anomaly,
          raw: raw[at]!,
          affine,
          mask,
          rows: canvas.rows,
          columns: canvas.columns,
        });
      });
    }
    onProgress?.(index + 1);
  }
  return subjects.length > 0 ? tally.figures(seed) : undefined;
}

/** Every variant that fits into this image. */
function implantAll(canvas: HealthyCanvas, other: HealthyCanvas | undefined, seed: number): Implanted[] {
  const { rows, columns, spread, pixels } = canvas;
  const scale = Math.sqrt(rows * columns) / 256;
  return variants.flatMap((variant): Implanted[] => {
    const own = seed + variant.radius;
    const radius = variant.radius * scale;
    const centre = choosePlace(canvas, radius, own);
    if (!centre) return [];
    const shape = lesionShape(rows, columns, {
      centre,
      radii: { row: radius, column: radius },
      softness: 0.15,
      seed: own,
    });
    const changed = implantAnomaly(
      { pixels, rows, columns, shape, spread },
      { ...variant, scale, donor: other && donorOf(other, canvas, radius, own), seed: own },
    );
    return changed ? [{ variant, frame: frameWith(canvas, changed), mask: shape.mask }] : [];
  });
}

/** A patch from within the other image's foreground, its median and spread brought to the target's. */
function donorOf(
  other: HealthyCanvas,
  { median, spread }: HealthyCanvas,
  radius: number,
  seed: number,
): Donor | undefined {
  const centre = choosePlace(other, radius, seed + 500);
  if (!centre) return undefined;
  const { pixels, rows, columns } = other;
  const gain = spread / other.spread;
  return { pixels, rows, columns, centre, gain, offset: median - gain * other.median };
}
