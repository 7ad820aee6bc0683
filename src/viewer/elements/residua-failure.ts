import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { DismissEvent } from "../events/dismiss-event.ts";
import { failureStyles } from "./residua-failure.styles.ts";

/**
 * Says that something went wrong which nothing else on the page explains.
 *
 * @event residua-dismiss - The user has read it.
 */
@customElement("residua-failure")
@localized()
export class ResiduaFailure extends LitElement {
  static override readonly styles = [sharedStyles, failureStyles];

  /** In English, as it was thrown; undefined when nothing went wrong. */
  @property({ attribute: false }) message: string | undefined;

  override render(): TemplateResult {
    if (this.message === undefined) return html``;
    return html`<wa-callout size="s" variant="danger" appearance="filled-outlined" role="alert">
      <wa-icon slot="icon" name="refused"></wa-icon>
      <p>${msg("Something unexpected went wrong. If the page does not go on as it should, reload it.")}</p>
      <p class="quiet">${this.message}</p>
      <wa-button size="xs" appearance="outlined" @click=${() => this.dispatchEvent(new DismissEvent())}
        >${msg("Close")}</wa-button
      >
    </wa-callout>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-failure": ResiduaFailure;
  }
}
