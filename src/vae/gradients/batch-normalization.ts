import {
  add,
  avgPool,
  customGrad,
  type GradSaveFunc,
  keep,
  mean as meanOf,
  mul,
  reshape,
  rsqrt,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";

export interface BatchMoments {
  /** [channels] */
  readonly mean: Tensor1D;
  /** [channels], biased: divided by the number of samples. */
  readonly variance: Tensor1D;
}

export interface NormalizedBatch {
  /** [batch, height, width, channels] */
  readonly value: Tensor4D;
  /** Survive `tidy`; the caller disposes them. No gradient flows through them. */
  readonly moments: BatchMoments;
}

/** Mean over batch and space. Pooling first: WASM pools several times faster than it reduces outer axes. */
function channelMean(x: Tensor4D): Tensor1D {
  const [batch, height, width, channels] = x.shape;
  const pooled = avgPool(x, [height, width], 1, "valid");
  return meanOf<Tensor1D>(reshape(pooled, [batch, channels]), 0);
}

/**
 * Batch normalisation by the moments of this very batch, with the gradient of Ioffe and Szegedy (2015), which counts
 * that the moments depend on the input.
 *
 * @param x [batch, height, width, channels]
 * @param gamma [channels]
 * @param beta [channels]
 */
export function normalizeBatch(
  x: Tensor4D,
  gamma: Tensor1D,
  beta: Tensor1D,
  epsilon: number,
): NormalizedBatch {
  let moments: BatchMoments | undefined;
  const operation = customGrad((...args) => {
    const [input, scale, shift, save] = args as unknown as [Tensor4D, Tensor1D, Tensor1D, GradSaveFunc];
    const mean = keep(channelMean(input));
    const centred = sub<Tensor4D>(input, mean);
    const variance = keep(channelMean(square(centred)));
    moments = { mean, variance };
    const inverse = rsqrt(add(variance, epsilon));
    const unit = mul(centred, inverse);
    save([unit, scale, inverse]);
    return {
      value: add(mul(unit, scale), shift),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [normalized, weight, deviation] = saved as [Tensor4D, Tensor1D, Tensor1D];
        const slope = dy as Tensor4D;
        const meanSlope = channelMean(slope);
        const meanProduct = channelMean(mul(slope, normalized));
        const tangent = sub(sub(slope, meanSlope), mul(normalized, meanProduct));
        const samples = slope.size / weight.size;
        return [mul(tangent, mul(weight, deviation)), mul(meanProduct, samples), mul(meanSlope, samples)];
      },
    };
  });
  const value = operation(x, gamma, beta) as Tensor4D;
  return { value, moments: moments as unknown as BatchMoments };
}
