import {
  add,
  customGrad,
  div,
  type GradSaveFunc,
  keep,
  mul,
  reshape,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
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

function flatten(x: Tensor): Tensor2D {
  const channels = x.shape.at(-1) as number;
  return reshape(x, [x.size / channels, channels]);
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
    const flat = flatten(input);
    const samples = flat.shape[0];
    const mean = keep(div<Tensor1D>(sum(flat, 0), samples));
    const centred = sub(flat, mean);
    const variance = keep(div<Tensor1D>(sum(square(centred), 0), samples));
    moments = { mean, variance };
    const inverse = rsqrt(add(variance, epsilon));
    const unit = mul(centred, inverse);
    save([unit, scale, inverse]);
    return {
      value: reshape(add(mul(unit, scale), shift), input.shape),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [normalized, weight, deviation] = saved as [Tensor2D, Tensor1D, Tensor1D];
        const slope = flatten(dy);
        const dScale = sum(mul(slope, normalized), 0);
        const dShift = sum(slope, 0);
        const tangent = sub(sub(slope, div(dShift, samples)), mul(normalized, div(dScale, samples)));
        return [reshape(mul(tangent, mul(weight, deviation)), dy.shape), dScale, dShift];
      },
    };
  });
  const value = operation(x, gamma, beta) as Tensor4D;
  return { value, moments: moments as unknown as BatchMoments };
}
