import { z } from "zod";
import { defaultOverlayStyle } from "../../../plugin/index.ts";
import { mapNames } from "../../scoring/maps.ts";
import { colormapNames } from "../../ui/colormaps.ts";
import { drawings, type OverlayStyle } from "../../ui/panel-data.ts";

const key = "residua-overlay-style";

/** A threshold in numbers belongs to one model's map: what is kept of it is that there is one. */
const styleSchema = z.object({
  map: z.enum(mapNames),
  opacity: z.number().min(0).max(1),
  colormap: z.enum(colormapNames),
  threshold: z.enum(["calibrated", "off"]),
  drawing: z.enum(drawings).default("filled"),
  smoothingMm: z.number().min(0).max(20).default(0),
});

/** How the heatmap looked last time; the default where nothing sound is kept. */
export function keptStyle(): OverlayStyle {
  try {
    return { ...defaultOverlayStyle, ...styleSchema.parse(JSON.parse(localStorage.getItem(key) ?? "")) };
  } catch {
    return defaultOverlayStyle;
  }
}

/** Remembers it in this browser; a browser that keeps nothing begins with the default each time. */
export function keepStyle(style: OverlayStyle): void {
  const threshold = style.threshold === "off" ? "off" : "calibrated";
  try {
    localStorage.setItem(key, JSON.stringify({ ...style, threshold }));
  } catch {
    // Private windows and sandboxed frames of some browsers refuse storage.
  }
}
