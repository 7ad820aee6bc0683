import { blur } from "./blur.ts";
import { deform } from "./deformation.ts";
import { insertPatch } from "./foreign-patch.ts";
import { changeIntensity } from "./intensity.ts";
import { blendPatch } from "./poisson-blend.ts";
import type { AnomalyTarget, Donor } from "./target.ts";
import { replaceTexture } from "./texture.ts";

/** What is done to a healthy image. */
export const anomalyKinds = [
  "brighter",
  "darker",
  "source",
  "sink",
  "foreignPatch",
  "poissonBlend",
  "blur",
  "isoTexture",
] as const;
export type AnomalyKind = (typeof anomalyKinds)[number];

export interface Variant {
  readonly kind: AnomalyKind;
  /** How much, in the kind's own measure: see `implantAnomaly`; null where there is nothing to choose. */
  readonly strength: number | null;
  /** Of the outline, pixels of an image of 256 x 256. */
  readonly radius: number;
}

/** One in each class of lesion sizes: about 250, 900 and 2100 pixels. */
const radii = [9, 17, 26] as const;

const strengths: Readonly<Record<AnomalyKind, readonly (number | null)[]>> = {
  brighter: [0.2, 0.4, 0.8],
  darker: [0.2, 0.4, 0.8],
  source: [0.7],
  sink: [0.7],
  foreignPatch: [null],
  poissonBlend: [null],
  blur: [2],
  isoTexture: [0.2],
};

/** The whole suite: every kind at every strength and size. */
export const variants: readonly Variant[] = anomalyKinds.flatMap((kind) =>
  strengths[kind].flatMap((strength) => radii.map((radius) => ({ kind, strength, radius }))),
);

export interface ImplantOptions {
  readonly kind: AnomalyKind;
  readonly strength: number | null;
  /** Pixels of this image to one of an image of 256 x 256. */
  readonly scale: number;
  /** Another healthy image, for the kinds that need one. */
  readonly donor: Donor | undefined;
  readonly seed: number;
}

/**
 * The target's pixels with an anomaly. The strength is: for brighter, darker and isoTexture a share of the target's
 * spread; for source and sink that of `deform`; for blur the standard deviation in pixels of an image of 256 x 256.
 *
 * @returns [rows, columns]; undefined where the kind needs a donor and there is none
 */
export function implantAnomaly(
  target: AnomalyTarget,
  { kind, strength, scale, donor, seed }: ImplantOptions,
): Float32Array | undefined {
  const amount = strength ?? 0;
  switch (kind) {
    case "brighter":
      return changeIntensity(target, amount);
    case "darker":
      return changeIntensity(target, -amount);
    case "source":
      return deform(target, amount);
    case "sink":
      return deform(target, -amount);
    case "foreignPatch":
      return donor && insertPatch(target, donor);
    case "poissonBlend":
      return donor && blendPatch(target, donor);
    case "blur":
      return blur(target, amount * scale);
    case "isoTexture":
      return replaceTexture(target, { contrast: amount, grain: scale, seed });
  }
}
