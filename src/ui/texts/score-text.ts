import { msg, str } from "@lit/localize";
import type { ScoreName } from "../../scoring/maps.ts";
import type { Score } from "../../scoring/result.ts";
import { formatShare } from "../localization/format.ts";

/** A score's name in the interface's language. */
export function scoreName(score: ScoreName): string {
  switch (score) {
    case "anomaly":
      return msg("Anomaly");
    case "reconstruction":
      return msg("Reconstruction error");
    case "kl":
      return msg("Latent distance (KL)");
    case "elbo":
      return msg("Evidence bound (ELBO)");
    case "latent":
      return msg("Latent distance (Mahalanobis)");
  }
}

/**
 * A conformal p-value in plain words. With no healthy image at or above the score the p-value is 1 / (n + 1),
 * which says nothing finer than "more than all n".
 */
export function pValueText(score: Score, healthyImages: number): string {
  const { pValue } = score;
  const atLeast = Math.max(0, Math.round(pValue * (healthyImages + 1)) - 1);
  if (atLeast === 0) return msg(str`More unusual than all ${healthyImages} healthy images`);
  if (pValue >= 0.5) {
    return msg(
      str`Not unusual: ${formatShare(atLeast / healthyImages)} of healthy images score at least this high`,
    );
  }
  return msg(str`More unusual than ${formatShare(Math.floor((1 - pValue) * 100) / 100)} of healthy images`);
}

/** The image's score against the threshold from healthy images. */
export function thresholdText(
  value: number,
  threshold: { readonly falsePositiveRate: number; readonly value: number },
): string {
  const rate = formatShare(threshold.falsePositiveRate);
  return value > threshold.value
    ? msg(str`Above the threshold that ${rate} of healthy images exceed.`)
    : msg(str`Below the threshold that ${rate} of healthy images exceed.`);
}
