import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import { OverlayStyleEvent } from "./events/overlay-style-event.ts";
import { formatMeasure, formatNumber } from "./localization/format.ts";
import { currentLanguage } from "./localization/language.ts";
import { sliceSmoothingStyles } from "./residua-slice-smoothing.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** Full widths at half maximum that are offered, mm; 0: none. */
const widths = [0, 3, 6, 12] as const;

/**
 * How far a volume's heatmap is smoothed across slices, and what that means for its threshold.
 *
 * @event residua-overlay-style - The user chose another width; `change` holds only that.
 * @csspart field - The labelled control.
 */
@customElement("residua-slice-smoothing")
@localized()
export class ResiduaSliceSmoothing extends LitElement {
  static override readonly styles = [sharedStyles, sliceSmoothingStyles];

  /** Full width at half maximum, mm. */
  @property({ type: Number }) value = 0;
  /** mm between the slices. */
  @property({ type: Number }) sliceSpacing: number | undefined;
  @property({ type: Boolean }) disabled = false;

  override render(): TemplateResult | typeof nothing {
    if (this.sliceSpacing === undefined) return nothing;
    // The select keeps the chosen option's text: in another language it has to begin anew.
    return html`${keyed(
      currentLanguage(),
      html`<wa-select
        part="field"
        size="s"
        label=${msg("Smoothed across slices")}
        ?disabled=${this.disabled}
        .value=${live(String(this.value))}
        @change=${this.#onChange}
      >
        ${widths.map((width) => html`<wa-option value=${width}>${widthText(width)}</wa-option>`)}
      </wa-select>`,
    )}
    ${this.value > 0 ? html`<p class="quiet">${this.#caveat(this.sliceSpacing)}</p>` : nothing}`;
  }

  /** The threshold was measured on maps as they are; a mean of several exceeds it less often. */
  #caveat(spacing: number): string {
    const apart = formatMeasure(spacing);
    return msg(
      str`For display only, over slices ${apart} mm apart. The threshold was calibrated without smoothing: fewer healthy pixels than stated exceed it, and findings of few slices fade. Scores, regions and the values under the pointer are not smoothed.`,
    );
  }

  readonly #onChange = (event: Event): void => {
    event.stopPropagation();
    const { value } = event.currentTarget as HTMLElement & { value: unknown };
    this.dispatchEvent(new OverlayStyleEvent({ smoothingMm: Number(value) }));
  };
}

function widthText(width: number): string {
  return width === 0 ? msg("Not smoothed") : msg(str`${formatNumber(width)} mm`);
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-slice-smoothing": ResiduaSliceSmoothing;
  }
}
