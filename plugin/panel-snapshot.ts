import type { BackendChoice, EngineResult, LoadedModel } from "../src/inference/engine.ts";
import type { ApplicabilityReason } from "../src/scoring/result.ts";
import type { CompareMode } from "../src/ui/compare-mode.ts";
import type { ModelChoice, PanelState, Problem, ShownRegions } from "../src/ui/panel-data.ts";
import { toProblem } from "../src/ui/problem.ts";
import type { Overlay, OverlayProgress, OverlayStyle } from "./overlay.ts";

/** All that a panel shows of one viewport, as it is now. */
export interface PanelSnapshot {
  readonly enabled: boolean;
  readonly state: PanelState;
  readonly overlayStyle: OverlayStyle;
  readonly model: LoadedModel | undefined;
  readonly backend: BackendChoice | undefined;
  readonly result: EngineResult | undefined;
  /** While the slices of a volume are being scored. */
  readonly progress: OverlayProgress | undefined;
  /** mm; of the volume on the screen, undefined on stacks. */
  readonly sliceSpacing: number | undefined;
  readonly reasons: readonly ApplicabilityReason[];
  /** Above the threshold that is shown. */
  readonly regions: ShownRegions | undefined;
  readonly selectedRegion: number | undefined;
  /** The series is scored although the model refuses it, as far as that can be. */
  readonly override: boolean;
  /** Models that the user can choose among. */
  readonly choices: readonly ModelChoice[];
  readonly comparison: CompareMode;
  readonly problem: Problem | undefined;
}

export interface PanelSource {
  readonly overlay: Overlay | undefined;
  /** The state while there is no overlay. */
  readonly otherwise: PanelState;
  /** What kept the plugin or its overlay from starting. */
  readonly problem: Problem | undefined;
  readonly enabled: boolean;
  readonly style: OverlayStyle;
  readonly backend: BackendChoice | undefined;
}

export function panelSnapshot({
  overlay,
  otherwise,
  problem: given,
  enabled,
  style,
  backend,
}: PanelSource): PanelSnapshot {
  const problem = given ?? (overlay?.error && toProblem(overlay.error));
  // An image that cannot be read is no fault that trying again would mend.
  const unreadable = problem?.code === "dicom";
  return {
    enabled,
    state: unreadable ? "refused" : problem ? "error" : (overlay?.state ?? otherwise),
    overlayStyle: style,
    model: overlay?.model,
    backend,
    result: overlay?.result,
    progress: overlay?.progress,
    sliceSpacing: overlay?.sliceSpacing,
    reasons: unreadable ? [problem] : (overlay?.reasons ?? []),
    regions: overlay?.regions,
    selectedRegion: overlay?.selectedRegion,
    override: overlay?.override ?? false,
    choices: overlay?.choices ?? [],
    comparison: overlay?.comparison?.mode ?? "original",
    problem,
  };
}

/** The style with a change taken over. */
export function changedStyle(style: OverlayStyle, change: Partial<OverlayStyle>): OverlayStyle {
  // A threshold in one map's units means nothing on another.
  const reset = change.map !== undefined && typeof style.threshold === "number";
  return { ...style, ...(reset ? { threshold: "calibrated" } : {}), ...change };
}

/** The next (1) or previous (-1) of an image's regions, around the ends; undefined where it has none. */
export function steppedRegion(
  { regions: shown, selectedRegion }: Pick<PanelSnapshot, "regions" | "selectedRegion">,
  step: 1 | -1,
): number | undefined {
  const regions = shown?.regions ?? [];
  const at = regions.findIndex(({ id }) => id === selectedRegion);
  const next =
    at === -1 ? (step === 1 ? 0 : regions.length - 1) : (at + step + regions.length) % regions.length;
  return regions[next]?.id;
}
