import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "@awesome.me/webawesome/dist/components/spinner/spinner.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "./icons/icon-library.ts";
import type { FramePlane } from "../imaging/frame.ts";
import type { BackendChoice, EngineResult, LoadedModel } from "../inference/engine.ts";
import type { ApplicabilityReason } from "../scoring/result.ts";
import { type CompareMode, singleViewModes } from "./compare-mode.ts";
import { RetryEvent } from "./events/retry-event.ts";
import { formatNumber } from "./localization/format.ts";
import type { ModelChoice, OverlayStyle, PanelState, Problem, ShownRegions } from "./panel-data.ts";
import type { ProbeData } from "./probe-data.ts";
import "./residua-applicability-banner.ts";
import "./residua-compare.ts";
import "./residua-findings.ts";
import "./residua-heatmap-settings.ts";
import "./residua-intended-use.ts";
import "./residua-latents.ts";
import "./residua-model-info.ts";
import { panelStyles } from "./residua-panel.styles.ts";
import "./residua-probe.ts";
import "./residua-scores.ts";
import type { DrawRegion } from "./residua-series-regions.ts";
import "./residua-series.ts";
import "./residua-toggle.ts";
import type { SeriesData } from "./series-data.ts";
import { problemText } from "./texts/problem-text.ts";
import { stateText } from "./texts/state-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";
import { themeStyles } from "./theme/theme.styles.ts";

/**
 * All that Residua says about the image on the screen. Takes plain data and sends events; it knows no viewer.
 *
 * @slot controls - The host's own controls, below the toggle.
 * @event residua-overlay-toggle - Show or hide the heatmap.
 * @event residua-overlay-style - Change its look.
 * @event residua-region-select - Centre a region.
 * @event residua-region-focus - The keyboard has come to a region: probe its peak.
 * @event residua-compare - Show the image, its reconstruction, or both in turn.
 * @event residua-scan-command - Steer the scan of the series.
 * @event residua-series-region-select - Show a region of the series at its peak.
 * @event residua-override - Score the series although the model refuses it, or no longer.
 * @event residua-model-use - Use another of the models that apply.
 * @event residua-retry - Try again after a failure.
 * @csspart header - Title and toggle.
 * @csspart body - All between header and footer; it scrolls.
 * @csspart probe - The values at the pointer, while the image has a result.
 * @csspart footer - Model, backend, intended use.
 * @cssproperty --residua-surface - Background; see theme/theme.styles.ts for all tokens.
 */
@customElement("residua-panel")
@localized()
export class ResiduaPanel extends LitElement {
  static override readonly styles = [themeStyles, sharedStyles, panelStyles];

  @property({ type: Boolean }) enabled = false;
  @property({ reflect: true }) state: PanelState = "idle";
  @property({ attribute: false }) overlayStyle: OverlayStyle | undefined;
  @property({ attribute: false }) model: LoadedModel | undefined;
  @property({ attribute: false }) backend: BackendChoice | undefined;
  /** Of the image on the screen. */
  @property({ attribute: false }) result: EngineResult | undefined;
  /** While the slices of a volume are being scored. */
  @property({ attribute: false }) progress: { readonly done: number; readonly total: number } | undefined;
  /** mm between the slices of the volume on the screen; undefined on stacks. */
  @property({ type: Number }) sliceSpacing: number | undefined;
  /** Why the image is refused or doubtful, when the host knows it without a result. */
  @property({ attribute: false }) reasons: readonly ApplicabilityReason[] = [];
  /** Above the threshold that is shown; by default the result's own, above the calibrated one. */
  @property({ attribute: false }) regions: ShownRegions | undefined;
  @property({ type: Number }) selectedRegion: number | undefined;
  /** Models that the user can choose among. */
  @property({ attribute: false }) choices: readonly ModelChoice[] = [];
  /** The series is scored although the model refuses it, as far as that can be. */
  @property({ type: Boolean }) override = false;
  @property({ attribute: false }) problem: Problem | undefined;
  /** Where the image lies in the patient, for the words that say where a region is. */
  @property({ attribute: false }) plane: FramePlane | undefined;
  /** The series that the image is one of; absent where it is alone. */
  @property({ attribute: false }) series: SeriesData | undefined;
  /** Draws a region of the series for its list. */
  @property({ attribute: false }) drawRegion: DrawRegion | undefined;
  /** What the viewport shows in the image's place. */
  @property() comparison: CompareMode = "original";
  /** The host's key between the image and its reconstruction. */
  @property() compareShortcut = "";
  /** Those that the host can show. */
  @property({ attribute: false }) compareModes: readonly CompareMode[] = singleViewModes;
  /** What is under the pointer or, with `probeSpoken`, at the region that the keyboard is at. */
  @property({ attribute: false }) probe: ProbeData | undefined;
  /** The probe is said by screen readers. */
  @property({ type: Boolean }) probeSpoken = false;
  /** The host's key for the scan. */
  @property() scanShortcut = "";
  /** The host's key from one way of drawing the heatmap to the next. */
  @property() drawingShortcut = "";
  /** The host's key for the toggle. */
  @property() shortcut = "";

  override render(): TemplateResult {
    return html`<section aria-label="Residua">
      <header part="header">
        <residua-toggle
          ?enabled=${this.enabled}
          ?disabled=${this.state === "refused" || this.state === "error"}
          shortcut=${this.shortcut}
        ></residua-toggle>
        <slot name="controls"></slot>
      </header>
      <p class="visually-hidden" role="status">${stateText(this.state, this.#facts)}</p>
      ${this.#overridden ? html`<div class="warning">${this.#applicability()}</div>` : nothing}
      <div class="body" part="body" tabindex="-1">
        ${this.#problem()} ${this.#overridden ? nothing : this.#applicability()} ${this.#series()} ${this.#progress()} ${this.#body()}
        ${this.#controls()} ${this.#latents()}</div>
      ${this.#probe()}
      <footer part="footer">
        <residua-model-info
          .model=${this.model}
          .choices=${this.choices}
          .backend=${this.backend}
          .ms=${this.result?.ms}
        ></residua-model-info>
        <residua-intended-use></residua-intended-use>
      </footer>
    </section>`;
  }

  #body(): TemplateResult | typeof nothing {
    switch (this.state) {
      case "idle":
        return html`<p class="quiet">${msg("Open a series to compare its images with healthy anatomy.")}</p>`;
      case "loading":
        return this.#busy(msg("Loading and checking the model…"));
      case "scoring":
        return this.#busy(msg("Computing the heatmap…"));
      case "ready":
        return html`${this.#scores()} ${this.#findings()} ${this.#compare()}`;
      case "refused":
      case "error":
        return nothing;
    }
  }

  #probe(): TemplateResult | typeof nothing {
    if (this.state !== "ready" || this.result === undefined) return nothing;
    return html`<residua-probe
      part="probe"
      .data=${this.probe}
      unit=${this.model?.maps.anomaly?.unit ?? ""}
      ?spoken=${this.probeSpoken}
    ></residua-probe>`;
  }

  #series(): TemplateResult | typeof nothing {
    if (this.series === undefined) return nothing;
    return html`<section aria-labelledby="series">
      <h2 id="series">${msg("Whole series")}</h2>
      <residua-series
        .data=${this.series}
        .drawRegion=${this.drawRegion}
        shortcut=${this.scanShortcut}
      ></residua-series>
    </section>`;
  }

  #progress(): TemplateResult | typeof nothing {
    if (this.progress === undefined) return nothing;
    const done = formatNumber(this.progress.done);
    const total = formatNumber(this.progress.total);
    return html`<p class="busy slices">
      <wa-spinner aria-hidden="true"></wa-spinner>${msg(str`${done} of ${total} slices scored`)}
    </p>`;
  }

  #busy(text: string): TemplateResult {
    return html`<p class="busy"><wa-spinner aria-hidden="true"></wa-spinner>${text}</p>`;
  }

  #problem(): TemplateResult | typeof nothing {
    if (this.state !== "error" || this.problem === undefined) return nothing;
    return html`<wa-callout class="problem" size="s" variant="danger" appearance="filled-outlined" role="alert">
      <wa-icon slot="icon" name="refused"></wa-icon>
      <p>${problemText(this.problem)}</p>
      <wa-button size="xs" appearance="outlined" @click=${() => this.dispatchEvent(new RetryEvent())}
        >${msg("Try again")}</wa-button
      >
    </wa-callout>`;
  }

  get #facts() {
    return { regions: (this.regions ?? this.result)?.regions.length ?? 0, overridden: this.#overridden };
  }

  /** The warning then stands still while the rest scrolls. */
  get #overridden(): boolean {
    return this.state === "ready" && this.result?.applicability.outcome === "overridden";
  }

  #applicability(): TemplateResult | typeof nothing {
    if (this.state !== "ready" && this.state !== "refused") return nothing;
    const outcome = this.state === "refused" ? "refused" : (this.result?.applicability.outcome ?? "applies");
    const reasons = this.result?.applicability.reasons ?? this.reasons;
    return html`<residua-applicability-banner
      outcome=${outcome}
      .reasons=${reasons}
      ?overridable=${this.state === "refused" && this.result !== undefined}
      ?override=${this.override}
    ></residua-applicability-banner>`;
  }

  #scores(): TemplateResult | typeof nothing {
    if (this.result === undefined) return nothing;
    return html`<section aria-labelledby="scores">
      <h2 id="scores">${msg("This image")}</h2>
      <residua-scores
        .scores=${this.result.scores}
        .imageThreshold=${this.model?.imageThreshold}
        .healthyImages=${this.model?.population.images ?? 0}
        ?untested=${this.model?.untested ?? false}
      ></residua-scores>
    </section>`;
  }

  #findings(): TemplateResult {
    return html`<residua-findings
      .result=${this.result}
      .regions=${this.regions}
      .selected=${this.selectedRegion}
      unit=${this.model?.maps.anomaly?.unit ?? ""}
      .plane=${this.plane}
    ></residua-findings>`;
  }

  #latents(): TemplateResult | typeof nothing {
    const healthy = this.state === "ready" ? this.model?.klPerDimension : undefined;
    if (healthy === undefined || this.result?.klPerDimension.length !== healthy.upper.length) return nothing;
    return html`<section aria-labelledby="latents">
      <h2 id="latents">${msg("Latent dimensions")}</h2>
      <residua-latents .values=${this.result.klPerDimension} .healthy=${healthy}></residua-latents>
    </section>`;
  }

  /** Results of volumes are kept without their reconstruction. */
  #compare(): TemplateResult | typeof nothing {
    if (this.result?.reconstruction === undefined) return nothing;
    return html`<section aria-labelledby="compare">
      <h2 id="compare">${msg("Image and reconstruction")}</h2>
      <residua-compare .modes=${this.compareModes} mode=${this.comparison} shortcut=${this.compareShortcut}></residua-compare>
    </section>`;
  }

  /** At its place in the page whatever the state, so that it stays while the next image is scored: it is costly to make. */
  #controls(): TemplateResult | typeof nothing {
    if (this.state !== "ready" && this.state !== "scoring") return nothing;
    if (this.overlayStyle === undefined || this.model === undefined) return nothing;
    return html`<section aria-labelledby="heatmap">
      <h2 id="heatmap">${msg("Heatmap")}</h2>
      <residua-heatmap-settings
        .overlayStyle=${this.overlayStyle}
        .model=${this.model}
        drawingShortcut=${this.drawingShortcut}
        .sliceSpacing=${this.sliceSpacing}
      ></residua-heatmap-settings>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-panel": ResiduaPanel;
  }
}
