import { rgb } from "d3-color";
import {
  interpolateCividis,
  interpolateInferno,
  interpolateTurbo,
  interpolateViridis,
} from "d3-scale-chromatic";
import type { MapName } from "../scoring/maps.ts";

/** Colour maps of the heatmap: sequential, and all but turbo even in lightness and fit for colour-blind readers. */
export const colormapNames = ["inferno", "viridis", "turbo", "cividis"] as const;
export type ColormapName = (typeof colormapNames)[number];

/** The colours of a map that counts both ways: blue below zero, orange above, dark and see-through at it. */
export const divergingColours = "diverging";
export type HeatmapColours = ColormapName | typeof divergingColours;

/** What a map is painted with: the reader's choice, unless it counts both ways. */
export function coloursOf(map: MapName, chosen: ColormapName): HeatmapColours {
  return map === "signed" ? divergingColours : chosen;
}

/** Everything in 0..1; `position` runs over the map's display range. */
export interface ColormapPoint {
  readonly position: number;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export interface OpacityPoint {
  readonly position: number;
  readonly opacity: number;
}

/** A colour with its opacity, red, green and blue in 0..255, opacity in 0..1. */
export interface HeatmapColour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly opacity: number;
}

const [belowZero, zero, aboveZero] = [rgb(90, 190, 255), rgb(32, 32, 40), rgb(255, 140, 60)];

/** Bright at both ends: dark ones, as of maps made for paper, do not show on a radiograph's black. */
function interpolateDiverging(position: number): string {
  const end = position < 0.5 ? belowZero : aboveZero;
  const share = Math.abs(2 * position - 1);
  const mix = (from: number, to: number) => from + share * (to - from);
  return rgb(mix(zero.r, end.r), mix(zero.g, end.g), mix(zero.b, end.b)).formatRgb();
}

const interpolators: Readonly<Record<HeatmapColours, (position: number) => string>> = {
  inferno: interpolateInferno,
  viridis: interpolateViridis,
  turbo: interpolateTurbo,
  cividis: interpolateCividis,
  diverging: interpolateDiverging,
};

/** As many as keep linear interpolation between them as close to the original as its own 256 steps. */
const pointCount = 129;

/**
 * Opacity by value, between which it is linear: what is usual stays see-through, so that the anatomy under it can
 * be read with no threshold set.
 */
export const opacityPoints: readonly OpacityPoint[] = [
  { position: 0, opacity: 0 },
  { position: 0.5, opacity: 0.8 },
  { position: 0.75, opacity: 1 },
  { position: 1, opacity: 1 },
];

export function colormapPoints(name: HeatmapColours): readonly ColormapPoint[] {
  return Array.from({ length: pointCount }, (_, index) => {
    const position = index / (pointCount - 1);
    const { r, g, b } = rgb(interpolators[name](position));
    return { position, red: r / 255, green: g / 255, blue: b / 255 };
  });
}

/** Opacity at a position of the display range; positions outside 0..1 are taken to its ends. */
export function opacityAt(position: number): number {
  const inside = Math.min(1, Math.max(0, position));
  const upper = opacityPoints.findIndex((point) => point.position >= inside);
  const right = opacityPoints[upper]!;
  const left = opacityPoints[Math.max(0, upper - 1)]!;
  if (right.position === left.position) return right.opacity;
  const share = (inside - left.position) / (right.position - left.position);
  return left.opacity + share * (right.opacity - left.opacity);
}

/** The heatmap's colour at a position of the display range, without threshold and overall opacity. */
export function heatmapColour(name: HeatmapColours, position: number): HeatmapColour {
  const inside = Math.min(1, Math.max(0, position));
  const { r, g, b } = rgb(interpolators[name](inside));
  return {
    red: r,
    green: g,
    blue: b,
    opacity: opacityAt(name === divergingColours ? Math.abs(2 * inside - 1) : inside),
  };
}

/** The colour map's colours as a CSS gradient, for a legend; `direction` as CSS names it, "to right" or "to top". */
export function colormapGradient(name: HeatmapColours, direction = "to right"): string {
  const stops = colormapPoints(name)
    .filter((_, index) => index % 16 === 0)
    .map(({ position, red, green, blue }) => {
      const [r, g, b] = [red, green, blue].map((value) => Math.round(value * 255));
      return `rgb(${r} ${g} ${b}) ${(position * 100).toFixed(1)}%`;
    });
  return `linear-gradient(${direction}, ${stops.join(", ")})`;
}
