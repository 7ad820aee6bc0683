import { msg } from "@lit/localize";
import type { CompareMode } from "../compare-mode.ts";

/** What an overlay is told to show for a mode, with the label above it; undefined for the image itself. */
export function comparisonOf(
  mode: CompareMode,
): { readonly mode: Exclude<CompareMode, "original">; readonly label: string } | undefined {
  return mode === "original" ? undefined : { mode, label: msg("Reconstruction, not the image") };
}
