import { conv2d, depthwiseConv2d, type Tensor3D, type Tensor4D, tensor4d, tidy } from "@tensorflow/tfjs-core";

/** Beyond this many standard deviations the Gaussian is cut off; what is left sums to 1. */
const truncation = 3;

/** Half the kernel's length, without its centre. */
export function gaussianRadius(sigma: number): number {
  return Math.ceil(truncation * sigma);
}

/** A sampled Gaussian that sums to 1, length 2·radius + 1. `sigma` in pixels. */
export function gaussianKernel(sigma: number, radius = gaussianRadius(sigma)): Float32Array {
  const own = gaussianRadius(sigma);
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, index) => {
    const distance = index - radius;
    return Math.abs(distance) > own ? 0 : Math.exp(-0.5 * (distance / sigma) ** 2);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Float32Array.from(weights, (weight) => weight / sum);
}

/** Kernels for several widths at once; dispose both tensors after use. */
export interface GaussianBank {
  /** [1, k, 1, sigmas]: along a row, one input channel to one channel a sigma. */
  readonly rows: Tensor4D;
  /** [k, 1, sigmas, 1]: down a column, each channel for itself. */
  readonly columns: Tensor4D;
}

/** Kernels of all sigmas padded to the length of the widest, so that one pair of convolutions does them all. */
export function createGaussianBank(sigmas: readonly number[]): GaussianBank {
  const radius = Math.max(...sigmas.map((sigma) => gaussianRadius(sigma)));
  const length = 2 * radius + 1;
  const kernels = sigmas.map((sigma) => gaussianKernel(sigma, radius));
  const values = new Float32Array(length * sigmas.length);
  kernels.forEach((kernel, channel) => {
    kernel.forEach((weight, index) => {
      values[index * sigmas.length + channel] = weight;
    });
  });
  return {
    rows: tensor4d(values, [1, length, 1, sigmas.length]),
    columns: tensor4d(values, [length, 1, sigmas.length, 1]),
  };
}

export function disposeGaussianBank(bank: GaussianBank): void {
  bank.rows.dispose();
  bank.columns.dispose();
}

/**
 * Smooths [batch, height, width, 1] with every Gaussian of the bank: [batch, height, width, sigmas]. What lies
 * beyond the border counts as zero, as air does: no op for reflection runs on all backends at the same cost,
 * and the score is not shown near the border anyway.
 */
export function smooth(values: Tensor4D, bank: GaussianBank): Tensor4D {
  return tidy(() => {
    const alongRows = conv2d<Tensor3D | Tensor4D>(values, bank.rows, 1, "same") as Tensor4D;
    return depthwiseConv2d<Tensor3D | Tensor4D>(alongRows, bank.columns, 1, "same") as Tensor4D;
  });
}
