import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { DismissEvent } from "../events/dismiss-event.ts";
import { ReloadEvent } from "../events/reload-event.ts";
import { updateStyles } from "./residua-update.styles.ts";

/**
 * Tells that a newer version of the page is ready. Nothing changes until the user asks for it.
 *
 * @event residua-reload - The user wants it now.
 * @event residua-dismiss - The user goes on with this one.
 */
@customElement("residua-update")
@localized()
export class ResiduaUpdate extends LitElement {
  static override readonly styles = [sharedStyles, updateStyles];

  @property({ type: Boolean }) offered = false;
  /** It cannot take over while other windows of the page are open. */
  @property({ type: Boolean }) otherWindows = false;

  override render(): TemplateResult {
    return html`<div role="status">
      ${
        this.offered
          ? html`<div class="box">
            <p>
              <strong>${msg("A new version is ready.")}</strong>
              ${
                this.otherWindows
                  ? msg("Close the other windows of Residua first: they still work with this one.")
                  : msg("Reloading closes the images that are open.")
              }
            </p>
            <wa-button size="s" variant="brand" @click=${() => this.dispatchEvent(new ReloadEvent())}
              >${msg("Reload")}</wa-button
            >
            <button
              type="button"
              aria-label=${msg("Go on with this version")}
              @click=${() => this.dispatchEvent(new DismissEvent())}
            >
              <wa-icon name="close"></wa-icon>
            </button>
          </div>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-update": ResiduaUpdate;
  }
}
