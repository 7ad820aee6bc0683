import { dispose, tensor2d, tensor4d } from "@tensorflow/tfjs-core";
import type { Network } from "../vae/network.ts";
import { updateMovingAverages } from "../vae/training-pass.ts";
import { clipScale, globalNorm } from "./adam.ts";
import type { Batch } from "./batches.ts";
import type { Optimizer } from "./optimizer.ts";
import { type Objective, stepGradients } from "./step.ts";

export interface StepSettings {
  /** Standard normal, [batch, latent]. */
  readonly noise: Float32Array;
  readonly objective: Objective;
  /** Weight of the KL divergence against the sum over pixels. */
  readonly klWeight: number;
  readonly learningRate: number;
  /** Largest Euclidean norm of all gradients together. */
  readonly gradientNorm: number;
}

/** What a step came to, before its update. */
export interface StepFigures {
  readonly loss: number;
  readonly reconstruction: number;
  /** nats an image */
  readonly kl: number;
  /** Evidence lower bound, nats an image. */
  readonly elbo: number;
  /** KL divergence of each latent dimension, nats. */
  readonly dimensionKl: Float32Array;
  /** Before clipping. */
  readonly gradientNorm: number;
}

/**
 * One step: gradients of one batch, moving averages, update.
 *
 * @throws TrainingError when the run has diverged
 */
export async function runStep(
  network: Network,
  optimizer: Optimizer,
  { corrupted, target, size, height, width }: Batch,
  settings: StepSettings,
): Promise<StepFigures> {
  const shape: [number, number, number, number] = [size, height, width, 1];
  const inputs = {
    corrupted: tensor4d(corrupted, shape),
    target: tensor4d(target, shape),
    noise: tensor2d(settings.noise, [size, settings.noise.length / size]),
  };
  const klWeight = settings.klWeight / (height * width);
  const result = stepGradients(network, { ...inputs, klWeight }, settings.objective);
  updateMovingAverages(result.moments);
  try {
    const gradientNorm = await globalNorm(result.gradients);
    optimizer.step(result.gradients, settings.learningRate, clipScale(gradientNorm, settings.gradientNorm));
    const values = await Promise.all(
      [result.loss, result.reconstruction, result.kl, result.negativeLogLikelihood].map((value) =>
        value.data<"float32">(),
      ),
    );
    const [loss, reconstruction, kl, nats] = values.map(([value]) => value) as [
      number,
      number,
      number,
      number,
    ];
    const dimensionKl = await result.dimensionKl.data<"float32">();
    return { loss, reconstruction, kl, elbo: -nats * height * width - kl, dimensionKl, gradientNorm };
  } finally {
    const { loss, reconstruction, kl, negativeLogLikelihood, dimensionKl, gradients } = result;
    dispose([inputs, loss, reconstruction, kl, negativeLogLikelihood, dimensionKl, gradients]);
  }
}
