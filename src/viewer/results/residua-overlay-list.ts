import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "@awesome.me/webawesome/dist/components/switch/switch.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import "../../ui/icons/icon-library.ts";
import { formatMeasure, formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { OverlayObjectEvent } from "../events/overlay-object-event.ts";
import type { OverlayEntry } from "./overlay-objects.ts";
import { unreadableText } from "./overlay-texts.ts";
import { overlayListStyles } from "./residua-overlay-list.styles.ts";

/** As many colours as can be told apart in a row. */
const shownColours = 8;

/**
 * The segmentations and maps that were opened: by whom they are, on how many images of the series they lie, and why one
 * is not shown.
 *
 * @event residua-overlay-object - One is to be shown, hidden or closed.
 */
@customElement("residua-overlay-list")
@localized()
export class ResiduaOverlayList extends LitElement {
  static override readonly styles = [sharedStyles, overlayListStyles];

  @property({ attribute: false }) entries: readonly OverlayEntry[] = [];

  override render(): TemplateResult {
    return html`<ul>
      ${this.entries.map((entry) => this.#entry(entry))}
    </ul>`;
  }

  #entry(entry: OverlayEntry): TemplateResult {
    if ("reason" in entry) {
      return html`<li data-reason=${entry.reason}>
        <span>${entry.fileName}</span>${this.#close(entry)}
        <p class="quiet" role="status">${unreadableText(entry.reason)}</p>
      </li>`;
    }
    const { overlay, shown, colours, id, fileName } = entry;
    const name = overlay.description || fileName;
    return html`<li data-kind=${overlay.kind}>
      <wa-switch
        size="s"
        .checked=${live(shown)}
        @change=${() => this.dispatchEvent(new OverlayObjectEvent("toggle", id))}
        >${name}</wa-switch
      >
      ${this.#close(entry)}
      <p class="quiet">
        ${msg(str`By ${overlay.object.manufacturer ?? msg("an unnamed maker")}.`)} ${this.#content(entry)}
        ${this.#swatches(colours)}
      </p>
    </li>`;
  }

  #content({ overlay, images }: Extract<OverlayEntry, { overlay: object }>): string {
    const where =
      images > 0
        ? msg(str`On ${formatNumber(images)} images of this series.`)
        : msg("It lies on no image of this series: it names others, or another frame of reference.");
    if (overlay.kind === "segmentation") {
      return `${msg(str`Segments: ${formatNumber(overlay.object.segments.length)}.`)} ${where}`;
    }
    const { range, label } = overlay.object;
    // UCUM's sign for no unit.
    const unit = overlay.object.unit === "1" ? "" : (overlay.object.unit ?? "");
    const values = msg(
      str`Values from ${formatMeasure(range.lower)} to ${formatMeasure(range.upper)} ${unit}`,
    );
    return `${label === "" ? "" : `${label}. `}${values.trim()}. ${where}`;
  }

  #swatches(colours: readonly string[]): TemplateResult | typeof nothing {
    if (colours.length === 0) return nothing;
    return html`<span class="swatches" aria-hidden="true"
      >${colours
        .slice(0, shownColours)
        .map((colour) => html`<span class="swatch" style=${styleMap({ background: colour })}></span>`)}</span
    >`;
  }

  #close({ id, fileName }: OverlayEntry): TemplateResult {
    const label = msg(str`Close ${fileName}`);
    return html`<button
      type="button"
      aria-label=${label}
      title=${label}
      @click=${() => this.dispatchEvent(new OverlayObjectEvent("remove", id))}
    >
      <wa-icon name="close"></wa-icon>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-overlay-list": ResiduaOverlayList;
  }
}
