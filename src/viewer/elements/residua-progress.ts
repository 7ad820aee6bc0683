import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { CancelEvent } from "../events/cancel-event.ts";
import { progressStyles } from "./residua-progress.styles.ts";

/**
 * How far the opening of files is, with a way out.
 *
 * @event residua-cancel - The user wants no more of it.
 */
@customElement("residua-progress")
@localized()
export class ResiduaProgress extends LitElement {
  static override readonly styles = [sharedStyles, progressStyles];

  @property({ type: Number }) done = 0;
  /** 0 while it is not known. */
  @property({ type: Number }) total = 0;

  override render(): TemplateResult {
    const text =
      this.total === 0
        ? msg("Looking for files…")
        : msg(str`Reading file ${formatNumber(this.done)} of ${formatNumber(this.total)}`);
    return html`<div class="box">
      <p class="number" aria-live="off">${text}</p>
      <wa-progress-bar
        label=${msg("Opening files")}
        ?indeterminate=${this.total === 0}
        .value=${this.total === 0 ? 0 : (100 * this.done) / this.total}
      ></wa-progress-bar>
      <wa-button size="xs" appearance="outlined" @click=${() => this.dispatchEvent(new CancelEvent())}
        >${msg("Cancel")}</wa-button
      >
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-progress": ResiduaProgress;
  }
}
