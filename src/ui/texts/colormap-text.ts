import { msg } from "@lit/localize";
import type { ColormapName } from "../colormaps.ts";

/** A colour map's name in the interface's language. */
export function colormapText(colormap: ColormapName): string {
  switch (colormap) {
    case "inferno":
      return msg("Inferno");
    case "viridis":
      return msg("Viridis");
    case "turbo":
      return msg("Turbo");
    case "cividis":
      return msg("Cividis");
  }
}
