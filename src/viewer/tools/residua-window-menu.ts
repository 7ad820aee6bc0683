import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { WindowSelectEvent } from "../events/window-select-event.ts";
import { windowText } from "../texts/window-text.ts";
import { toolMenuStyles } from "./tool-menu.styles.ts";
import type { GreyWindow, WindowPreset } from "./window-presets.ts";

export interface OfferedWindow {
  readonly preset: WindowPreset;
  /** Whether it is the one that is set. */
  readonly set: boolean;
}

/** Number keys go this far. */
const keys = 9;

/**
 * The windows that suit the image, in a menu.
 *
 * @event residua-window-select - One was chosen.
 */
@customElement("residua-window-menu")
@localized()
export class ResiduaWindowMenu extends LitElement {
  static override readonly styles = [sharedStyles, toolMenuStyles];

  /** Asked whenever the menu opens: another image may offer others. */
  @property({ attribute: false }) offer: () => readonly OfferedWindow[] = () => [];
  @property({ type: Boolean }) disabled = false;
  @state() private offered: readonly OfferedWindow[] = [];

  override render(): TemplateResult {
    return html`<wa-dropdown
      size="s"
      @wa-show=${() => {
        this.offered = this.offer();
      }}
      @wa-select=${this.#onSelect}
    >
      <button
        slot="trigger"
        type="button"
        ?disabled=${this.disabled}
        aria-label=${msg("Window presets")}
        title=${msg("Window presets")}
      >
        <wa-icon name="sliders"></wa-icon><wa-icon class="caret" name="chevron-down"></wa-icon>
      </button>
      ${this.offered.map(
        ({ preset, set }, index) => html`<wa-dropdown-item type="checkbox" ?checked=${set} value=${index}>
          ${windowText(preset)}
          <span slot="details"
            ><span class="number">${range(preset.window)}</span>${
              index < keys ? html`<kbd>${index + 1}</kbd>` : ""
            }</span
          >
        </wa-dropdown-item>`,
      )}
    </wa-dropdown>`;
  }

  readonly #onSelect = (event: CustomEvent<{ item: Element }>): void => {
    event.stopPropagation();
    const chosen = this.offered[Number((event.detail.item as HTMLElement & { value: string }).value)];
    if (chosen) this.dispatchEvent(new WindowSelectEvent(chosen.preset.window));
  };
}

function range({ width, centre }: GreyWindow): string {
  const digits = { maximumFractionDigits: width < 10 ? 2 : 0 };
  return `W ${formatNumber(width, digits)} L ${formatNumber(centre, digits)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-window-menu": ResiduaWindowMenu;
  }
}
