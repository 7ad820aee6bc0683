import { z } from "zod";
import type { ModelInput } from "../imaging/model-input.ts";
import { changeLayout, histogramOf, type LayoutChange, layoutOf, outlineOf } from "./input-features.ts";
import { gaussianSchema, mahalanobis } from "./mahalanobis.ts";

/** Cells a side of the layout that new bundles hold. */
export const layoutGrid = 8;

/** What healthy training images look like before the network has seen them; part of reference.json. */
export const inputReferenceSchema = z.object({
  /** Cells a side of the layout. */
  grid: z.int().min(2).max(16),
  layout: gaussianSchema,
  histogram: gaussianSchema,
  /** Of the foreground's box; absent where preparation tells no foreground from the rest, and in older bundles. */
  outline: gaussianSchema.optional(),
});
export type InputReference = z.infer<typeof inputReferenceSchema>;

/**
 * By what an image is told from those that a model is for: its layout and its histogram (Mahalanobis distances from
 * healthy training images, standard deviations), the network's `latent` distance (the same), and its mean residual
 * over the foreground (intensities).
 */
export const inputDistanceNames = ["layout", "histogram", "latent", "residual"] as const;
export type InputDistanceName = (typeof inputDistanceNames)[number];

/** Other ways in which the image may have been meant to be seen. */
export const attitudes = ["turned", "inverted", "mirrored"] as const;
export type Attitude = (typeof attitudes)[number];

export interface InputDistances {
  readonly distances: Readonly<Partial<Record<InputDistanceName, number>>>;
  /**
   * The layout's distance as a multiple of that of the same image turned (by quarters of a turn, mirrored or not),
   * inverted (also turned), or mirrored left to right: above 1 where healthy images look more like that. Disease
   * changes a layout, but hardly into that of a turned image.
   */
  readonly attitudes: Readonly<Record<Attitude, number>>;
  /** The outline's Mahalanobis distance from healthy training images, standard deviations. */
  readonly outline?: number;
}

/** So that an image that is exactly the mean has a ratio. */
const smallest = 1e-9;

/** @param rest the distances that come from the network */
export function inputDistances(
  input: ModelInput,
  { grid, layout, histogram, outline }: InputReference,
  rest: InputDistances["distances"],
): InputDistances {
  const own = layoutOf(input, grid);
  const distance = mahalanobis(layout, own);
  const closest = (changes: readonly LayoutChange[]): number =>
    Math.min(...changes.map((change) => mahalanobis(layout, changeLayout(own, grid, change))));
  const ratio = (other: number): number => distance / Math.max(other, smallest);
  return {
    distances: { layout: distance, histogram: mahalanobis(histogram, histogramOf(input)), ...rest },
    attitudes: {
      turned: ratio(closest(turns)),
      inverted: ratio(closest([...upright, ...turns].map((change) => ({ ...change, inverted: true })))),
      mirrored: ratio(closest(upright.slice(1))),
    },
    ...(outline ? { outline: mahalanobis(outline, outlineOf(input)) } : {}),
  };
}

const upright: readonly LayoutChange[] = [false, true].map((mirrored) => ({
  quarters: 0,
  mirrored,
  inverted: false,
}));
const turns: readonly LayoutChange[] = [1, 2, 3].flatMap((quarters) =>
  upright.map((change) => ({ ...change, quarters })),
);
