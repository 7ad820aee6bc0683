import "@awesome.me/webawesome/dist/components/switch/switch.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { OverlayToggleEvent } from "./events/overlay-toggle-event.ts";
import { toggleStyles } from "./residua-toggle.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * The row that shows and hides the heatmap.
 *
 * @event residua-overlay-toggle - The user switched; `enabled` is what is asked for.
 * @csspart row - The row with the switch and the key.
 */
@customElement("residua-toggle")
@localized()
export class ResiduaToggle extends LitElement {
  static override readonly styles = [sharedStyles, toggleStyles];

  @property({ type: Boolean }) enabled = false;
  @property({ type: Boolean }) disabled = false;
  /** The host's key for the same, shown beside the switch; empty when it has none. */
  @property() shortcut = "";

  override render(): TemplateResult {
    return html`<div class="row" part="row">
      <wa-switch
        size="s"
        .checked=${live(this.enabled)}
        ?disabled=${this.disabled}
        @change=${this.#onChange}
        >${msg("Show heatmap")}</wa-switch
      >
      ${this.shortcut === "" ? "" : html`<kbd aria-hidden="true">${this.shortcut}</kbd>`}
    </div>`;
  }

  readonly #onChange = (event: Event): void => {
    event.stopPropagation();
    const checked = (event.target as HTMLElement & { checked: boolean }).checked;
    this.dispatchEvent(new OverlayToggleEvent(checked));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-toggle": ResiduaToggle;
  }
}
