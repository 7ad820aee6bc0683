/**
 * `original`: the image itself; `reconstruction`: the model's in its place; `flicker`: both in turn; `swipe`: the image
 * left of a divider, the reconstruction right of it; `side-by-side`: each in a viewport of its own.
 */
export const compareModes = ["original", "reconstruction", "flicker", "swipe", "side-by-side"] as const;
export type CompareMode = (typeof compareModes)[number];

/** What one viewport can show by itself, without a second one beside it. */
export const singleViewModes = ["original", "reconstruction", "flicker", "swipe"] as const;
export type SingleViewMode = (typeof singleViewModes)[number];
