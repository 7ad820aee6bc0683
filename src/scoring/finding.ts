import type { ApplicabilityReason } from "./result.ts";

/** Every reason there is; the interface has a translation for each. */
export const applicabilityCodes = [
  "modality",
  "modality-unknown",
  "localizer",
  "body-part",
  "body-part-unknown",
  "plane",
  "plane-unknown",
  "turned",
  "view",
  "phantom",
  "post-operative",
  "contrast",
  "contrast-unknown",
  "no-foreground",
  "no-contrast",
  "not-hounsfield",
  "foreground-small",
  "foreground-large",
  "foreground-caution",
  "aspect",
  "input-turned",
  "input-inverted",
  "input-mirrored",
  "input-outline",
  "input-layout",
  "input-histogram",
  "input-latent",
  "input-residual",
] as const;
export type ApplicabilityCode = (typeof applicabilityCodes)[number];

/** One reason against an image, and how much it weighs. */
export interface Finding {
  readonly outcome: "caution" | "refused";
  readonly reason: ApplicabilityReason;
}

type Details = ApplicabilityReason["details"];

export function caution(code: ApplicabilityCode, message: string, details: Details = {}): Finding {
  return { outcome: "caution", reason: { code, message, details } };
}

export function refuse(code: ApplicabilityCode, message: string, details: Details = {}): Finding {
  return { outcome: "refused", reason: { code, message, details } };
}
