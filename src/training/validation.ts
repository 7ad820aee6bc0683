import { type Tensor4D, tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { Network } from "../vae/network.ts";
import { Random } from "../vae/random.ts";
import { reparameterize } from "../vae/sampling.ts";
import { layersVae } from "../vae/vae.ts";
import type { TrainingImages } from "./batches.ts";
import type { ValidationFigures } from "./checkpoint.ts";
import { meanKl } from "./loss.ts";
import { type ReconstructionName, validationReconstruction } from "./reconstruction.ts";

export interface ValidationSettings {
  readonly reconstruction?: ReconstructionName | undefined;
  /** The full weight of the KL divergence, whatever the schedule of the training is at. */
  readonly beta: number;
  readonly batchSize: number;
  /** Fixes the noise of the latent sample: the same at each call, so that the figures differ by the weights alone. */
  readonly seed: number;
}

/** Judges a network, as it is used later (moving averages, no augmentation), on hold-out images. */
export async function validate(
  network: Network,
  images: TrainingImages,
  { reconstruction: name = "gaussian", beta, batchSize, seed }: ValidationSettings,
): Promise<ValidationFigures> {
  const { count, height, width } = images;
  const pixels = height * width;
  const vae = layersVae(network.encoder, network.decoder);
  const random = new Random(seed);
  let [reconstruction, kl] = [0, 0];
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    const noise = random.normals(size * vae.latentSize);
    const terms = tidy(() => {
      const shape: [number, number, number, number] = [size, height, width, 1];
      const x: Tensor4D = tensor4d(images.pixels.subarray(start * pixels, (start + size) * pixels), shape);
      const posterior = vae.encode(x);
      const z = reparameterize(
        posterior.mean,
        posterior.logVariance,
        tensor2d(noise, [size, vae.latentSize]),
      );
      return [validationReconstruction[name](x, vae.decode(z)), meanKl(posterior)] as const;
    });
    const [first, second] = await Promise.all(terms.map((term) => term.data<"float32">()));
    for (const term of terms) term.dispose();
    reconstruction += ((first?.[0] as number) * size) / count;
    kl += ((second?.[0] as number) * size) / count;
  }
  return { loss: reconstruction + (beta * kl) / pixels, reconstruction, kl };
}
