import type { Vae } from "../vae/vae.ts";
import {
  type Activity,
  betweenCodes,
  type Code,
  dimensionCodes,
  directionCodes,
  gridCodes,
  latentActivity,
  type PrincipalDirection,
  principalDirections,
} from "./codes.ts";
import { decodeAll } from "./generate.ts";
import type { LatentImage } from "./latent-image.ts";

/** Standard deviations: of the prior for a dimension, of the images for a direction. */
export const traversalSteps = [-3, -2, -1, 0, 1, 2, 3] as const;
/** Of the grid, standard deviations of the images along either direction. */
export const gridSteps = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2] as const;
export const interpolationSteps = 9;

export interface TraversalPictures {
  /** The decoder's mean at each step, [height, width] each. */
  readonly images: readonly Float32Array[];
  /** The last minus the first, [height, width]: what moves. */
  readonly difference: Float32Array;
}

export interface Traversals {
  /** All dimensions, the most active first. */
  readonly activity: readonly Activity[];
  readonly dimensions: readonly (Activity & TraversalPictures)[];
  readonly directions: readonly (Omit<PrincipalDirection, "direction"> & TraversalPictures)[];
  /** A square over the first two principal directions, row by row. */
  readonly grid: readonly Float32Array[];
  readonly interpolation: { readonly from: string; readonly to: string } & TraversalPictures;
}

export interface TraverseOptions {
  /** Dimensions, and directions, that are shown. Default 8. */
  readonly shown?: number;
  /** Places of the two images between which is interpolated; by default the first and the one farthest from it. */
  readonly between?: readonly [from: number, to: number];
  readonly signal?: AbortSignal;
}

/**
 * What moves in the image when one moves in the latent space, starting at the mean of the images.
 *
 * @param images at least two
 * @throws RangeError when there are fewer; the signal's reason when aborted
 */
export async function traverse(
  vae: Vae,
  images: readonly LatentImage[],
  { shown = 8, between, signal }: TraverseOptions = {},
): Promise<Traversals> {
  if (images.length < 2) throw new RangeError("A traversal needs at least two images.");
  const vectors = images.map(({ mean }) => mean);
  const centre = vectors[0]!.map(
    (_, index) => vectors.reduce((sum, vector) => sum + vector[index]!, 0) / vectors.length,
  );
  const activity = latentActivity(images.map(({ kl }) => kl));
  const directions = principalDirections(vectors, shown);
  const pictures = async (codes: readonly Code[]): Promise<TraversalPictures> => {
    const decoded = await decodeAll(vae, codes, signal);
    const first = decoded[0]!;
    return { images: decoded, difference: decoded.at(-1)!.map((value, index) => value - first[index]!) };
  };
  const dimensions: (Activity & TraversalPictures)[] = [];
  for (const each of activity.slice(0, shown)) {
    dimensions.push({ ...each, ...(await pictures(dimensionCodes(centre, each.dimension, traversalSteps))) });
  }
  const along: Traversals["directions"][number][] = [];
  for (const { direction, deviation, explained } of directions) {
    const steps = traversalSteps.map((step) => step * deviation);
    along.push({ deviation, explained, ...(await pictures(directionCodes(centre, direction, steps))) });
  }
  const grid = await manifold(vae, centre, directions, signal);
  const [from, to] = between ?? [0, farthest(vectors)];
  const codes = betweenCodes(vectors[from]!, vectors[to]!, interpolationSteps);
  return {
    activity,
    dimensions,
    directions: along,
    grid,
    interpolation: { from: images[from]!.name, to: images[to]!.name, ...(await pictures(codes)) },
  };
}

async function manifold(
  vae: Vae,
  centre: readonly number[],
  [first, second]: readonly PrincipalDirection[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  if (!first || !second) return [];
  const scaled = ({ direction, deviation }: PrincipalDirection) =>
    direction.map((value) => value * deviation);
  return decodeAll(vae, gridCodes(centre, [scaled(first), scaled(second)], gridSteps), signal);
}

function farthest(vectors: readonly (readonly number[])[]): number {
  const squares = vectors.map((vector) =>
    vector.reduce((sum, value, index) => sum + (value - vectors[0]![index]!) ** 2, 0),
  );
  return squares.indexOf(Math.max(...squares));
}
