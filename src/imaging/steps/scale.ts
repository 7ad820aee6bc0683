import { NotApplicableError } from "../../errors/index.ts";
import type { Sampled } from "./state.ts";

/** Maps `low` to 0 and `high` to `value`, clips to [0, 1], and sets what lies outside the mask to 0. */
export function rescale(sampled: Sampled, low: number, high: number, value: number): Sampled {
  // Written so that NaN counts as flat too.
  if (!(high > low)) {
    throw new NotApplicableError(
      "This image has no contrast within the part the model looks at. Choose another image.",
      { details: { reason: "no-contrast" } },
    );
  }
  const factor = value / (high - low);
  const pixels = sampled.pixels.map((x, i) =>
    sampled.mask[i] ? Math.min(1, Math.max(0, (x - low) * factor)) : 0,
  );
  return { ...sampled, pixels, scaled: true };
}
