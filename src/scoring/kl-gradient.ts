import { abs, grad, mul, sum, type Tensor, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
// Registers the gradients of all operations.
import "@tensorflow/tfjs-layers";
import type { Vae } from "../vae/vae.ts";
import { klPerDimension } from "./map-operations.ts";

/**
 * |d KL / d x| of each pixel of the foreground, nats per unit of the normalised intensity: where a change of the image
 * would move its posterior (Zimmerer et al., "Unsupervised Anomaly Localization using Variational Auto-Encoders",
 * MICCAI 2019). By automatic differentiation through the encoder on the active backend.
 *
 * @param input [batch, height, width, 1]
 * @param mask the same shape, 1 on the foreground
 */
export function klGradientMap(input: Tensor4D, mask: Tensor4D, vae: Vae): Tensor4D {
  return tidy(() => {
    // No image depends on another of its batch, so the gradient of the sum is each one's own.
    const total = (x: Tensor) => {
      const { mean, logVariance } = (vae.encodeDifferentiable ?? vae.encode)(x as Tensor4D);
      return sum(klPerDimension(mean, logVariance));
    };
    return mul(abs(grad(total)(input)), mask) as Tensor4D;
  });
}
