import { conv2d, pad, reshape, reverse, type Tensor4D, transpose } from "@tensorflow/tfjs-core";
import { croppedDepthToSpace, paddedSpaceToDepth } from "./padded-space-to-depth.ts";

/*
 * A 4x4 convolution of stride 2 and padding 1 is linear in its input and in its filter. `down` applies it, `up` is its
 * adjoint in the input (what a transposed convolution computes), `filterGradient` its adjoint in the filter. All three
 * are made of stride-1 convolutions, which every TensorFlow.js backend has fast; the WASM backend has no
 * Conv2DBackpropFilter at all.
 */

/** [4, 4, large, small] -> [2, 2, 4 · large, small], matching `paddedSpaceToDepth`. */
function foldFilter(filter: Tensor4D): Tensor4D {
  const [, , large, small] = filter.shape;
  const blocks = transpose(reshape(filter, [2, 2, 2, 2, large, small]), [0, 2, 1, 3, 4, 5]);
  return reshape(blocks, [2, 2, 4 * large, small]);
}

/** The inverse of `foldFilter`. */
function unfoldFilter(folded: Tensor4D): Tensor4D {
  const [, , depth, small] = folded.shape;
  const blocks = transpose(reshape(folded, [2, 2, 2, 2, depth / 4, small]), [0, 2, 1, 3, 4, 5]);
  return reshape(blocks, [4, 4, depth / 4, small]);
}

/**
 * @param large [batch, height, width, large channels].
 * @param filter [4, 4, large channels, small channels].
 * @returns [batch, height / 2, width / 2, small channels].
 */
export function down(large: Tensor4D, filter: Tensor4D): Tensor4D {
  return conv2d(paddedSpaceToDepth(large), foldFilter(filter), 1, "valid");
}

/**
 * @param small [batch, height, width, small channels].
 * @param filter [4, 4, large channels, small channels].
 * @returns [batch, 2 · height, 2 · width, large channels].
 */
export function up(small: Tensor4D, filter: Tensor4D): Tensor4D {
  const padded = pad(small, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  const mirrored = transpose(reverse(foldFilter(filter), [0, 1]), [0, 1, 3, 2]);
  return croppedDepthToSpace(conv2d(padded, mirrored, 1, "valid"));
}

/**
 * The gradient in the filter, for an image on the large side and one on the small side: the batch takes the place of
 * the channels, the small image that of the filter.
 *
 * @param large [batch, height, width, large channels].
 * @param small [batch, height / 2, width / 2, small channels].
 * @returns [4, 4, large channels, small channels].
 */
export function filterGradient(large: Tensor4D, small: Tensor4D): Tensor4D {
  const images = transpose(paddedSpaceToDepth(large), [3, 1, 2, 0]);
  const filters = transpose(small, [1, 2, 0, 3]);
  return unfoldFilter(transpose(conv2d(images, filters, 1, "valid"), [1, 2, 0, 3]));
}
