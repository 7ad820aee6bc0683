import { msg } from "@lit/localize";
import type { MapName } from "../../scoring/map-names.ts";

/** A map's name and what its colours mean, in the interface's language. */
export function mapText(map: MapName): { readonly name: string; readonly meaning: string } {
  switch (map) {
    case "anomaly":
      return {
        name: msg("Anomaly"),
        meaning: msg("Departure from what the model expects of healthy anatomy, in its standard deviations"),
      };
    case "signed":
      return {
        name: msg("Signed difference"),
        meaning: msg(
          "Brighter (one colour) or darker (the other) than the model expects, in its standard deviations",
        ),
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
    case "ssim":
      return {
        name: msg("Structural dissimilarity"),
        meaning: msg("Difference in local contrast and structure from the reconstruction: 1 minus SSIM"),
      };
    case "klGradient":
      return {
        name: msg("KL gradient"),
        meaning: msg("How strongly each pixel moves the image away from the model's prior"),
      };
    case "uncertainty":
      return {
        name: msg("Uncertainty"),
        meaning: msg("How much reconstructions from the posterior differ: not a sign of disease"),
      };
  }
}
