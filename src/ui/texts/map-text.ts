import { msg } from "@lit/localize";
import type { MapName } from "../../scoring/maps.ts";

/** A map's name and what its colours mean, in the interface's language. */
export function mapText(map: MapName): { readonly name: string; readonly meaning: string } {
  switch (map) {
    case "anomaly":
      return {
        name: msg("Anomaly"),
        meaning: msg("Brighter than expected of healthy anatomy, in standard deviations the model predicts"),
      };
    case "residual":
      return {
        name: msg("Residual"),
        meaning: msg("Difference between the image and its reconstruction"),
      };
    case "nll":
      return {
        name: msg("Negative log-likelihood"),
        meaning: msg("How improbable each pixel is under the model"),
      };
  }
}
