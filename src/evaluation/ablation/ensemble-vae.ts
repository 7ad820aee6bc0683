import { concat, slice, type Tensor2D, tidy } from "@tensorflow/tfjs-core";
import { DataError } from "../../errors/index.ts";
import { mixture } from "../../scoring/posterior-samples.ts";
import type { Vae } from "../../vae/vae.ts";

/**
 * Several networks as one: their posteriors side by side, and the mixture of what they expect of each pixel. The
 * networks stay the caller's.
 *
 * @throws DataError when they take images of different sizes
 */
export function ensembleVae(vaes: readonly Vae[]): Vae {
  const [first] = vaes;
  if (!first || vaes.some(({ height, width }) => height !== first.height || width !== first.width)) {
    throw new DataError("Models that are scored together have to take images of one size.");
  }
  const starts = vaes.map((_, index) =>
    vaes.slice(0, index).reduce((sum, { latentSize }) => sum + latentSize, 0),
  );
  return {
    height: first.height,
    width: first.width,
    latentSize: vaes.reduce((sum, { latentSize }) => sum + latentSize, 0),
    encode: (x) =>
      tidy(() => {
        const all = vaes.map((vae) => vae.encode(x));
        return {
          mean: concat(
            all.map(({ mean }) => mean),
            1,
          ) as Tensor2D,
          logVariance: concat(
            all.map(({ logVariance }) => logVariance),
            1,
          ) as Tensor2D,
        };
      }),
    decode: (z) =>
      tidy(() => ({
        ...mixture(
          vaes.map((vae, index) =>
            vae.decode(slice(z, [0, starts[index]!], [z.shape[0], vae.latentSize]) as Tensor2D),
          ),
        ),
      })),
    dispose() {},
  };
}
