/** `original`: the image itself; `reconstruction`: the model's in its place; `flicker`: both in turn. */
export const compareModes = ["original", "reconstruction", "flicker"] as const;
export type CompareMode = (typeof compareModes)[number];
