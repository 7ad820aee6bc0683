import { customGrad, type GradSaveFunc, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import { down, filterGradient, up } from "./folded-convolution.ts";

const convolution = customGrad((...args) => {
  const [x, filter, save] = args as unknown as [Tensor4D, Tensor4D, GradSaveFunc];
  save([x, filter]);
  return {
    value: down(x, filter),
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [input, kernel] = saved as [Tensor4D, Tensor4D];
      return [up(dy as Tensor4D, kernel), filterGradient(input, dy as Tensor4D)];
    },
  };
});

const transposedConvolution = customGrad((...args) => {
  const [x, filter, save] = args as unknown as [Tensor4D, Tensor4D, GradSaveFunc];
  save([x, filter]);
  return {
    value: up(x, filter),
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [input, kernel] = saved as [Tensor4D, Tensor4D];
      return [down(dy as Tensor4D, kernel), filterGradient(dy as Tensor4D, input)];
    },
  };
});

/**
 * conv2d with a 4x4 filter, stride 2, padding "same", whose gradients run on every backend.
 *
 * @param x [batch, height, width, in], height and width even.
 * @param filter [4, 4, in, out].
 * @returns [batch, height / 2, width / 2, out].
 */
export function stridedConvolution(x: Tensor4D, filter: Tensor4D): Tensor4D {
  return convolution(x, filter) as Tensor4D;
}

/**
 * conv2dTranspose with a 4x4 filter, stride 2, padding "same", whose gradients run on every backend.
 *
 * @param x [batch, height, width, in].
 * @param filter [4, 4, out, in].
 * @returns [batch, 2 · height, 2 · width, out].
 */
export function stridedTransposedConvolution(x: Tensor4D, filter: Tensor4D): Tensor4D {
  return transposedConvolution(x, filter) as Tensor4D;
}
