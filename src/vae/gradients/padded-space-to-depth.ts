import { pad, reshape, slice, type Tensor4D, transpose } from "@tensorflow/tfjs-core";

/**
 * Pads an image by one pixel on each side and folds each 2x2 block into channels, so that a 4x4 convolution of
 * stride 2 becomes a 2x2 convolution of stride 1.
 *
 * @param x [batch, height, width, channels], height and width even.
 * @returns [batch, height / 2 + 1, width / 2 + 1, 4 · channels]; a channel is (row in block, column in block, channel).
 */
export function paddedSpaceToDepth(x: Tensor4D): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  // Columns and channels are one axis here: the kernels of low rank copy long runs and are much faster.
  const padded = pad(reshape(x, [batch, height, width * channels]), [
    [0, 0],
    [1, 1],
    [channels, channels],
  ]);
  const rows = height / 2 + 1;
  const columns = width / 2 + 1;
  const blocks = reshape(padded, [batch * rows, 2, columns, 2 * channels]);
  return reshape(transpose(blocks, [0, 2, 1, 3]), [batch, rows, columns, 4 * channels]);
}

/**
 * The adjoint of `paddedSpaceToDepth`: unfolds channels into 2x2 blocks and drops the outermost pixels.
 *
 * @param x [batch, rows, columns, 4 · channels].
 * @returns [batch, 2 · (rows - 1), 2 · (columns - 1), channels].
 */
export function croppedDepthToSpace(x: Tensor4D): Tensor4D {
  const [batch, rows, columns, depth] = x.shape;
  const channels = depth / 4;
  const height = 2 * (rows - 1);
  const width = 2 * (columns - 1);
  const blocks = reshape(x, [batch * rows, columns, 2, 2 * channels]);
  const image = reshape(transpose(blocks, [0, 2, 1, 3]), [batch, 2 * rows, 2 * columns * channels]);
  const cropped = slice(image, [0, 1, channels], [batch, height, width * channels]);
  return reshape(cropped, [batch, height, width, channels]);
}
