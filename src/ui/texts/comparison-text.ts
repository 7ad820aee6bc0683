import { msg } from "@lit/localize";
import type { CompareMode, SingleViewMode } from "../compare-mode.ts";

export interface ComparisonTexts {
  readonly mode: Exclude<SingleViewMode, "original">;
  readonly label: string;
  readonly dividerLabel: string;
}

/**
 * What an overlay is told to show for a mode, with the texts that it draws; undefined for the image itself. Side by
 * side that is the viewport of the image: the other one shows `reconstruction`.
 */
export function comparisonOf(mode: CompareMode): ComparisonTexts | undefined {
  if (mode === "original" || mode === "side-by-side") return undefined;
  return {
    mode,
    label: msg("Reconstruction, not the image"),
    dividerLabel: msg("Divider between image and reconstruction"),
  };
}
