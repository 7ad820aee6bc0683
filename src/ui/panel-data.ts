import type { MapName } from "../scoring/maps.ts";
import type { ColormapName } from "./colormaps.ts";

/** How the overlay looks; the same for every image, so that colours can be compared. */
export interface OverlayStyle {
  readonly map: MapName;
  /** 0..1 */
  readonly opacity: number;
  readonly colormap: ColormapName;
  /** In the shown map's units; `calibrated` is the one measured on healthy images. */
  readonly threshold: "calibrated" | "off" | number;
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
