import { type Tensor4D, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { networkOfCheckpoint } from "../../training/network-of-checkpoint.ts";
import type { Preset } from "../../training/preset.ts";
import { validate } from "../../training/validation.ts";
import { layersVae } from "../../vae/vae.ts";
import { type PreparedImages, someOf } from "./prepared-images.ts";

/** How the network does on images that it is not trained on, after an epoch. */
export interface Preview {
  readonly height: number;
  readonly width: number;
  /** [height, width] each, in [0, 1]: the input and the mean that the network gives back. */
  readonly images: readonly { readonly input: Float32Array; readonly mean: Float32Array }[];
  /** Evidence lower bound, nats an image; absent where the loss is not a likelihood of Gaussians. */
  readonly elbo?: number;
}

const shownImages = 4;
const judgedImages = 32;

/** @param images held out from the training */
export async function makePreview(
  checkpoint: Uint8Array,
  preset: Preset,
  images: PreparedImages,
): Promise<Preview> {
  const { network } = networkOfCheckpoint(checkpoint, preset);
  try {
    const { reconstruction = "gaussian", seed } = preset.optimization;
    const { height, width } = images;
    const shown = someOf(images, shownImages);
    const means = tidy(() => {
      const vae = layersVae(network.encoder, network.decoder);
      const x: Tensor4D = tensor4d(shown.pixels, [shown.count, height, width, 1]);
      return vae.decode(vae.encode(x).mean).mean;
    });
    const values = await means.data<"float32">();
    means.dispose();
    const size = height * width;
    const pairs = Array.from({ length: shown.count }, (_, index) => ({
      input: shown.pixels.slice(index * size, (index + 1) * size),
      mean: values.slice(index * size, (index + 1) * size),
    }));
    if (reconstruction !== "gaussian") return { height, width, images: pairs };
    const judged = someOf(images, judgedImages);
    const figures = await validate(network, judged, { beta: 1, batchSize: 8, seed });
    return { height, width, images: pairs, elbo: -figures.loss * size };
  } finally {
    network.dispose();
  }
}
