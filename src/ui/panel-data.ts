import type { MapName } from "../scoring/maps.ts";
import type { Region } from "../scoring/result.ts";
import type { ColormapName } from "./colormaps.ts";

/** How the overlay looks; the same for every image, so that colours can be compared. */
export interface OverlayStyle {
  readonly map: MapName;
  /** 0..1 */
  readonly opacity: number;
  readonly colormap: ColormapName;
  /** In the shown map's units; `calibrated` is the one measured on healthy images. */
  readonly threshold: "calibrated" | "off" | number;
  readonly drawing: Drawing;
  /** Volumes are drawn smoothed across slices, full width at half maximum, mm; 0 or absent: as they are. */
  readonly smoothingMm?: number;
}

/** Filled with colours, the line at the threshold alone, or both. */
export const drawings = ["filled", "outline", "both"] as const;
export type Drawing = (typeof drawings)[number];

/** A model that the user can choose for the image on the screen. */
export interface ModelChoice {
  /** Of its bundle.json. */
  readonly sha256: string;
  readonly name: string;
}

/** Regions of an image, and the threshold that they lie above, in the anomaly map's units. */
export interface ShownRegions {
  readonly regions: readonly Region[];
  readonly threshold: number;
}

/**
 * What the host says about the image on the screen. `idle`: there is none; `loading`: the model is being fetched
 * and checked; `scoring`: the image is with the engine.
 */
export const panelStates = ["idle", "loading", "scoring", "ready", "refused", "error"] as const;
export type PanelState = (typeof panelStates)[number];

/** A failure as the interface shows it: `code` picks the translation, `message` is the English fallback. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}
