import { z } from "zod";
import type { ModelInput } from "../imaging/model-input.ts";
import { histogramOf, layoutOf, turnLayout } from "./input-features.ts";
import { gaussianSchema, mahalanobis } from "./mahalanobis.ts";

/** Cells a side of the layout that new bundles hold. */
export const layoutGrid = 8;

/** What healthy training images look like before the network has seen them; part of reference.json. */
export const inputReferenceSchema = z.object({
  /** Cells a side of the layout. */
  grid: z.int().min(2).max(16),
  layout: gaussianSchema,
  histogram: gaussianSchema,
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
}

/** So that an image that is exactly the mean has a ratio. */
const smallest = 1e-9;

/** @param rest the distances that come from the network */
export function inputDistances(
  input: ModelInput,
  { grid, layout, histogram }: InputReference,
  rest: InputDistances["distances"],
): InputDistances {
  const own = layoutOf(input, grid);
  const distance = mahalanobis(layout, own);
  const closest = (values: Float64Array, ways: readonly [quarters: number, mirrored: boolean][]): number =>
    Math.min(
      ...ways.map(([quarters, mirrored]) =>
        mahalanobis(layout, turnLayout(values, grid, { quarters, mirrored })),
      ),
    );
  const ratio = (other: number): number => distance / Math.max(other, smallest);
  return {
    distances: { layout: distance, histogram: mahalanobis(histogram, histogramOf(input)), ...rest },
    attitudes: {
      turned: ratio(closest(own, turns)),
      inverted: ratio(
        closest(
          own.map((value) => 1 - value),
          [...upright, ...turns],
        ),
      ),
      mirrored: ratio(closest(own, [[0, true]])),
    },
  };
}

const upright: readonly [number, boolean][] = [
  [0, false],
  [0, true],
];
const turns: readonly [number, boolean][] = [1, 2, 3].flatMap((quarters) =>
  [false, true].map((mirrored): [number, boolean] => [quarters, mirrored]),
);
