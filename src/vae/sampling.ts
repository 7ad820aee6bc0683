import { add, exp, mul, type Tensor2D } from "@tensorflow/tfjs-core";

/**
 * The reparameterisation z = mean + noise · e^(logVariance / 2) of Kingma and Welling, "Auto-Encoding Variational Bayes"
 * (2013): a sample of the posterior through which gradients flow.
 *
 * @param mean [batch, latent]
 * @param logVariance [batch, latent]
 * @param noise [batch, latent], standard normal
 */
export function reparameterize(mean: Tensor2D, logVariance: Tensor2D, noise: Tensor2D): Tensor2D {
  return add(mean, mul(exp(mul(logVariance, 0.5)), noise));
}
