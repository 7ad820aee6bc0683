import type { Command } from "../commands.ts";
import type { ActiveOverlay } from "./active-overlay.ts";

const actions: Readonly<Partial<Record<Command, (active: ActiveOverlay) => void>>> = {
  "toggle-overlay": (active) => active.toggle(),
  "more-opacity": (active) => active.stepOpacity(1),
  "less-opacity": (active) => active.stepOpacity(-1),
  "next-drawing": (active) => active.stepDrawing(),
  "next-region": (active) => active.stepRegion(1),
  "previous-region": (active) => active.stepRegion(-1),
  compare: (active) => active.toggleComparison(),
  "compare-swipe": (active) => active.toggleComparison("swipe"),
  "scan-series": (active) => active.toggleScan(),
  "next-flagged": (active) => active.stepFlag(1),
  "previous-flagged": (active) => active.stepFlag(-1),
  "toggle-truth": (active) => active.toggleTruth(),
};

/** Does what a command asks of the heatmap; commands about other things do nothing here. */
export function runOverlayCommand(active: ActiveOverlay, command: Command): void {
  actions[command]?.(active);
}
