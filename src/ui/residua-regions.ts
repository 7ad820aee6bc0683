import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Region } from "../scoring/result.ts";
import { RegionFocusEvent } from "./events/region-focus-event.ts";
import { RegionSelectEvent } from "./events/region-select-event.ts";
import { formatMeasure, formatNumber } from "./localization/format.ts";
import { regionsStyles } from "./residua-regions.styles.ts";
import { rowsStyles } from "./theme/rows.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * The regions above the threshold, highest peak first.
 *
 * @event residua-region-select - The user chose a region by click or Enter.
 * @event residua-region-focus - The keyboard's focus has come to a region, or left the list.
 * @csspart region - Each region's button.
 */
@customElement("residua-regions")
@localized()
export class ResiduaRegions extends LitElement {
  static override readonly styles = [sharedStyles, rowsStyles, regionsStyles];

  @property({ attribute: false }) regions: readonly Region[] = [];
  /** `id` of the region that the host shows. */
  @property({ type: Number }) selected: number | undefined;
  @property() unit = "";

  override render(): TemplateResult {
    if (this.regions.length === 0) {
      return html`<p class="quiet">${msg("No region above the threshold in this image.")}</p>`;
    }
    return html`<ol class="rows" @keydown=${this.#onKeyDown} @focusout=${this.#onFocusOut}>
      ${repeat(
        this.regions,
        (region) => region.id,
        (region) => this.#region(region),
      )}
    </ol>`;
  }

  #region(region: Region): TemplateResult {
    const size =
      region.areaMm2 === undefined
        ? msg(str`${formatNumber(Math.round(region.areaPixels))} pixels`)
        : `${formatMeasure(region.areaMm2)} mm²`;
    const peak = `${formatMeasure(region.peak)} ${this.unit}`.trim();
    return html`<li>
      <button
        class="row"
        type="button"
        part="region"
        aria-current=${region.id === this.selected ? "true" : "false"}
        @focus=${(event: Event) => this.#onFocus(event, region)}
        @click=${() => this.dispatchEvent(new RegionSelectEvent(region))}
      >
        <span class="id number"><span class="visually-hidden">${msg("Region")} </span>${region.id}</span>
        <span class="number">${size}</span>
        <span class="peak number"><span class="quiet">${msg("peak")}</span> ${peak}</span>
      </button>
    </li>`;
  }

  /** Not for a click's focus: the pointer probes for itself. */
  #onFocus(event: Event, region: Region): void {
    if ((event.target as HTMLElement).matches(":focus-visible"))
      this.dispatchEvent(new RegionFocusEvent(region));
  }

  readonly #onFocusOut = (): void => {
    this.dispatchEvent(new RegionFocusEvent(undefined));
  };

  /** Arrow keys go along the list, as in a list box; Tab leaves it. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...this.renderRoot.querySelectorAll("button")];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const next = buttons[at + step];
    // Taken even at the ends: the page's own arrow keys would change the slice under the list.
    event.preventDefault();
    event.stopPropagation();
    next?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-regions": ResiduaRegions;
  }
}
