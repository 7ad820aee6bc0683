import {
  add,
  keep,
  mean as meanOf,
  mul,
  type NamedTensorMap,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { klDivergence } from "../vae/elbo.ts";
import type { Network } from "../vae/network.ts";
import { reparameterize } from "../vae/sampling.ts";
import { type LayerMoments, trainableVariables, trainingPass } from "../vae/training-pass.ts";
import { clampLatentLogVariance, toPixelDistribution } from "../vae/vae.ts";
import { freeKl, meanKl } from "./loss.ts";
import {
  meanNegativeLogLikelihood,
  type ReconstructionName,
  trainingReconstruction,
} from "./reconstruction.ts";

export interface StepInput {
  /** What the encoder sees, [batch, height, width, 1]. */
  readonly corrupted: Tensor4D;
  /** What the decoder should give, of the same shape. */
  readonly target: Tensor4D;
  /** Standard normal, [batch, latent]. */
  readonly noise: Tensor2D;
  /** Weight of the KL divergence in the loss, the pixels' count already divided out. */
  readonly klWeight: number;
}

/** What is lowered; see the preset's fields of these names. */
export interface Objective {
  readonly reconstruction?: ReconstructionName | undefined;
  readonly freeBits?: number | undefined;
}

/** The caller disposes all tensors. */
export interface StepGradients {
  readonly loss: Scalar;
  readonly reconstruction: Scalar;
  /** nats an image, without regard to free bits */
  readonly kl: Scalar;
  /** -log p(x | z), mean over all pixels, nats. */
  readonly negativeLogLikelihood: Scalar;
  /** Mean over the batch, nats, [latent]. */
  readonly dimensionKl: Tensor1D;
  readonly gradients: NamedTensorMap;
  readonly moments: readonly LayerMoments[];
}

/** What outlives the tape. */
type Kept = Pick<StepGradients, "reconstruction" | "kl" | "negativeLogLikelihood" | "dimensionKl">;

/** The loss of one batch and its gradients in all trainable variables of both networks. */
export function stepGradients(network: Network, input: StepInput, objective: Objective = {}): StepGradients {
  const { reconstruction: name = "gaussian", freeBits } = objective;
  const variables = [...trainableVariables(network.encoder), ...trainableVariables(network.decoder)];
  const parts: { kept?: Kept; moments: readonly LayerMoments[] } = { moments: [] };
  const { value, grads } = variableGrads(() => {
    const encoded = trainingPass(network.encoder, input.corrupted);
    const [mean, logVariance] = encoded.outputs as [Tensor2D, Tensor2D];
    const posterior = { mean, logVariance: clampLatentLogVariance(logVariance) };
    const z = reparameterize(posterior.mean, posterior.logVariance, input.noise);
    const decoded = trainingPass(network.decoder, z);
    const pixels = toPixelDistribution(decoded.outputs[0] as Tensor4D);
    const reconstruction = trainingReconstruction[name](input.target, pixels);
    const kl = meanKl(posterior);
    parts.kept = {
      reconstruction: keep(reconstruction),
      kl: keep(kl),
      negativeLogLikelihood: keep(meanNegativeLogLikelihood(name, input.target, pixels)),
      dimensionKl: keep(meanOf<Tensor1D>(klDivergence(posterior.mean, posterior.logVariance), 0)),
    };
    parts.moments = [...encoded.moments, ...decoded.moments];
    const penalty = freeBits === undefined ? kl : freeKl(posterior, freeBits);
    return add<Scalar>(reconstruction, mul(penalty, input.klWeight));
  }, variables);
  return { loss: value, ...(parts.kept as Kept), gradients: grads, moments: parts.moments };
}
