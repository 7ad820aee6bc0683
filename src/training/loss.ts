import {
  add,
  customGrad,
  div,
  exp,
  type GradSaveFunc,
  maximum,
  mean as meanOf,
  mul,
  neg,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { klDivergence } from "../vae/elbo.ts";
import type { LatentDistribution } from "../vae/vae.ts";

/**
 * The reconstruction loss: mean[w · ½((x - mean)² e^(-v) + v)] with w = e^(v/2) over its mean, held constant. The
 * weight keeps pixels of large predicted variance from being ignored (beta-NLL with beta = 0.5: Seitzer et al., "On the
 * Pitfalls of Heteroscedastic Uncertainty Estimation", ICLR 2022). All three of one shape.
 */
export function weightedNegativeLogLikelihood(x: Tensor, mean: Tensor, logVariance: Tensor): Scalar {
  const operation = customGrad((...args) => {
    const [average, v, save] = args as unknown as [Tensor, Tensor, GradSaveFunc];
    const deviation = exp(mul(v, 0.5));
    const weight = div(deviation, meanOf(deviation));
    const residual = sub(x, average);
    const precision = exp(neg(v));
    const distance = mul(square(residual), precision);
    save([mul(mul(weight, residual), precision), mul(weight, sub(1, distance))]);
    return {
      value: meanOf(mul(weight, mul(add(distance, v), 0.5))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [meanSlope, logVarianceSlope] = saved as [Tensor, Tensor];
        return [mul(meanSlope, div(dy, -x.size)), mul(logVarianceSlope, div(dy, 2 * x.size))];
      },
    };
  });
  return operation(mean, logVariance) as Scalar;
}

/** The mean over the batch of the KL divergence summed over the latent dimensions, nats. */
export function meanKl({ mean, logVariance }: LatentDistribution): Scalar {
  return div<Scalar>(sum(klDivergence(mean, logVariance)), mean.shape[0]);
}

/**
 * As `meanKl`, but each latent dimension's mean over the batch counts as at least `freeBits` nats: below that nothing
 * pulls the dimension towards the prior.
 */
export function freeKl({ mean, logVariance }: LatentDistribution, freeBits: number): Scalar {
  return sum<Scalar>(maximum(meanOf(klDivergence(mean, logVariance), 0), freeBits));
}
