/** The maps every result has: one number a pixel, [height, width] of the model's input. */
export const defaultMapNames = ["anomaly", "signed", "residual", "nll", "ssim"] as const;
export type DefaultMapName = (typeof defaultMapNames)[number];

/** The maps that cost another pass or several: computed only when asked for by name. */
export const costlyMapNames = ["klGradient", "uncertainty"] as const;
export type CostlyMapName = (typeof costlyMapNames)[number];

export const mapNames = [...defaultMapNames, ...costlyMapNames] as const;
export type MapName = (typeof mapNames)[number];

/** The scores: one number an image; higher is more unusual. `latent` needs a bundle with reference data. */
export const scoreNames = ["anomaly", "reconstruction", "kl", "elbo", "latent"] as const;
export type ScoreName = (typeof scoreNames)[number];
