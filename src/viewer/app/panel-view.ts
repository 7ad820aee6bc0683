import "@awesome.me/webawesome/dist/components/switch/switch.js";
import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { compareModes } from "../../ui/compare-mode.ts";
import type { CompareEvent } from "../../ui/events/compare-event.ts";
import type { ModelUseEvent } from "../../ui/events/model-use-event.ts";
import type { OverlayStyleEvent } from "../../ui/events/overlay-style-event.ts";
import type { OverlayToggleEvent } from "../../ui/events/overlay-toggle-event.ts";
import type { OverrideEvent } from "../../ui/events/override-event.ts";
import type { RegionFocusEvent } from "../../ui/events/region-focus-event.ts";
import type { RegionSelectEvent } from "../../ui/events/region-select-event.ts";
import type { ScanCommandEvent } from "../../ui/events/scan-command-event.ts";
import type { SeriesRegionSelectEvent } from "../../ui/events/series-region-select-event.ts";
import "../../ui/residua-panel.ts";
import { keyLabel } from "../commands.ts";
import type { ActiveOverlay } from "./active-overlay.ts";

/** The panel about the active viewport, with what its events do. */
export function panelView(active: ActiveOverlay): TemplateResult {
  const { snapshot } = active;
  return html`<residua-panel
    ?enabled=${snapshot?.enabled ?? false}
    state=${snapshot?.state ?? "idle"}
    .overlayStyle=${snapshot?.overlayStyle}
    .model=${snapshot?.model}
    .backend=${snapshot?.backend}
    .result=${snapshot?.result}
    .progress=${snapshot?.progress}
    .sliceSpacing=${snapshot?.sliceSpacing}
    .reasons=${snapshot?.reasons ?? []}
    .regions=${snapshot?.regions}
    .choices=${snapshot?.choices ?? []}
    ?override=${snapshot?.override ?? false}
    .selectedRegion=${snapshot?.selectedRegion}
    comparison=${active.comparison}
    .compareModes=${compareModes}
    compareShortcut=${keyLabel("compare")}
    .problem=${snapshot?.problem}
    .plane=${active.plane}
    .series=${active.seriesData}
    .drawRegion=${active.drawRegion}
    shortcut=${keyLabel("toggle-overlay")}
    drawingShortcut=${keyLabel("next-drawing")}
    scanShortcut=${keyLabel("scan-series")}
    @residua-overlay-toggle=${(event: OverlayToggleEvent) => active.setEnabled(event.enabled)}
    @residua-overlay-style=${(event: OverlayStyleEvent) => active.changeStyle(event.change)}
    @residua-region-select=${(event: RegionSelectEvent) => active.selectRegion(event.region)}
    @residua-region-focus=${(event: RegionFocusEvent) => active.focusRegion(event.region)}
    @residua-compare=${(event: CompareEvent) => active.compare(event.mode)}
    @residua-scan-command=${(event: ScanCommandEvent) => active.scan(event.command)}
    @residua-series-region-select=${(event: SeriesRegionSelectEvent) => active.showSeriesRegion(event.region)}
    @residua-override=${(event: OverrideEvent) => active.override(event.on)}
    @residua-model-use=${(event: ModelUseEvent) => active.useModel(event.sha256)}
    @residua-retry=${() => active.retry()}
    >${truthSwitch(active)}</residua-panel
  >`;
}

function truthSwitch(active: ActiveOverlay): TemplateResult | typeof nothing {
  if (!active.hasTruth) return nothing;
  return html`<div slot="controls" class="truth">
    <wa-switch size="s" .checked=${live(active.truthShown)} @change=${() => active.toggleTruth()}
      >${msg("Show true mask of the implanted lesion")}</wa-switch
    >
    <kbd aria-hidden="true">${keyLabel("toggle-truth")}</kbd>
  </div>`;
}
