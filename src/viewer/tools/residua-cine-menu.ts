import "@awesome.me/webawesome/dist/components/divider/divider.js";
import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { keyLabel } from "../commands.ts";
import { CineEvent } from "../events/cine-event.ts";
import { CommandEvent } from "../events/command-event.ts";
import { cineRates, defaultRate } from "./cine-rate.ts";
import { toolMenuStyles } from "./tool-menu.styles.ts";

/**
 * Plays the series, and in a menu how fast and in what order.
 *
 * @event residua-command - It is to play, or to pause.
 * @event residua-cine - It is to go at another pace, or in another order.
 */
@customElement("residua-cine-menu")
@localized()
export class ResiduaCineMenu extends LitElement {
  static override readonly styles = [sharedStyles, toolMenuStyles];

  @property({ type: Boolean }) playing = false;
  /** Images a second. */
  @property({ type: Number }) rate: number = defaultRate;
  /** What the file asks for. */
  @property({ attribute: false }) fileRate: number | undefined;
  @property({ type: Boolean }) bounce = false;
  @property({ type: Boolean }) disabled = false;

  override render(): TemplateResult {
    const play = this.playing ? msg("Pause") : msg("Play the series");
    return html`<div class="row">
      <button
        id="play"
        type="button"
        class=${this.playing ? "active" : ""}
        ?disabled=${this.disabled}
        aria-label=${play}
        aria-keyshortcuts=${keyLabel("cine")}
        title=${`${play} (${keyLabel("cine")})`}
        @click=${() => this.dispatchEvent(new CommandEvent("cine"))}
      >
        <wa-icon name=${this.playing ? "pause" : "play"}></wa-icon>
      </button>
      <wa-dropdown size="s" @wa-select=${this.#onSelect}>
        <button
          slot="trigger"
          type="button"
          class="narrow"
          ?disabled=${this.disabled}
          aria-label=${msg("How the series is played")}
          title=${msg("How the series is played")}
        >
          <wa-icon class="caret" name="chevron-down"></wa-icon>
        </button>
        ${this.#rates().map(
          (rate) => html`<wa-dropdown-item type="checkbox" value=${rate} ?checked=${rate === this.rate}>
            ${msg(str`${formatNumber(rate, { maximumFractionDigits: 1 })} images a second`)}
            ${rate === this.fileRate ? html`<span slot="details">${msg("as the file asks")}</span>` : ""}
          </wa-dropdown-item>`,
        )}
        <wa-divider role="separator"></wa-divider>
        <wa-dropdown-item type="checkbox" value="loop" ?checked=${!this.bounce}>
          ${msg("From the first image again")}
        </wa-dropdown-item>
        <wa-dropdown-item type="checkbox" value="bounce" ?checked=${this.bounce}>
          ${msg("Back and forth")}
        </wa-dropdown-item>
      </wa-dropdown>
    </div>`;
  }

  #rates(): number[] {
    const own = this.fileRate === undefined ? [] : [this.fileRate];
    return [...new Set([...cineRates, ...own])].sort((a, b) => a - b);
  }

  readonly #onSelect = (event: CustomEvent<{ item: Element }>): void => {
    event.stopPropagation();
    const { value } = event.detail.item as HTMLElement & { value: string };
    const isOrder = value === "loop" || value === "bounce";
    this.dispatchEvent(new CineEvent(isOrder ? { bounce: value === "bounce" } : { rate: Number(value) }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-cine-menu": ResiduaCineMenu;
  }
}
