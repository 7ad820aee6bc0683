import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { failureStyles } from "../elements/residua-failure.styles.ts";
import { DismissEvent } from "../events/dismiss-event.ts";

/**
 * Says why something that was asked for is not done. It is said by screen readers.
 *
 * @event residua-dismiss - The user has read it.
 */
@customElement("residua-notice")
@localized()
export class ResiduaNotice extends LitElement {
  static override readonly styles = [sharedStyles, failureStyles];

  @property() message = "";

  override render(): TemplateResult {
    return html`<div role="status">
      ${
        this.message === ""
          ? ""
          : html`<wa-callout size="s" variant="neutral" appearance="filled-outlined">
            <wa-icon slot="icon" name="info"></wa-icon>
            <p>${this.message}</p>
            <wa-button size="xs" appearance="outlined" @click=${() => this.dispatchEvent(new DismissEvent())}
              >${msg("Close")}</wa-button
            >
          </wa-callout>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-notice": ResiduaNotice;
  }
}
