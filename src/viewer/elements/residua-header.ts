import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import "../../ui/residua-language-switch.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { commandText, keyLabel } from "../commands.ts";
import { CommandEvent } from "../events/command-event.ts";
import { ModelsEvent } from "../events/models-event.ts";
import type { LayoutChoice } from "../layout/residua-layout-menu.ts";
import "../layout/residua-layout-menu.ts";
import type { PrimaryTool } from "../stack/primary-tool.ts";
import { headerStyles } from "./residua-header.styles.ts";
import "./residua-open-buttons.ts";
import type { CineState, ResiduaToolbar } from "./residua-toolbar.ts";
import "./residua-toolbar.ts";

/**
 * The page's top row.
 *
 * @event residua-files - Files were chosen.
 * @event residua-command - A tool or an action was chosen.
 * @event residua-window-select - A window was chosen.
 * @event residua-cine - The series is to be played otherwise.
 * @event residua-models - The models are to be shown.
 * @event residua-language-change - The language has changed.
 */
@customElement("residua-header")
@localized()
export class ResiduaHeader extends LitElement {
  static override readonly styles = [sharedStyles, headerStyles];

  @property() tool: PrimaryTool = "window-level";
  @property({ type: Boolean }) inverted = false;
  /** Whether there is no image for the tools to work on. */
  @property({ type: Boolean }) idle = false;
  @property({ attribute: false }) layout: LayoutChoice | undefined;
  /** What the tool bar needs for its menus. */
  @property({ attribute: false }) offerWindows: ResiduaToolbar["offerWindows"] = () => [];
  @property({ attribute: false }) cine: CineState | undefined;

  override render(): TemplateResult {
    return html`<header>
      <div class="brand">
        <img src="assets/icons/residua.svg" alt="" width="22" height="22" /><span class="label">Residua</span>
      </div>
      <residua-open-buttons></residua-open-buttons>
      <residua-layout-menu .choice=${this.layout} ?idle=${this.idle}></residua-layout-menu>
      <residua-toolbar
        tool=${this.tool}
        ?inverted=${this.inverted}
        ?disabled=${this.idle}
        .offerWindows=${this.offerWindows}
        .cine=${this.cine}
      ></residua-toolbar>
      <div class="end">
        <wa-button
          id="models"
          size="s"
          appearance="outlined"
          title=${msg("Models")}
          @click=${() => this.dispatchEvent(new ModelsEvent())}
          ><wa-icon slot="start" name="layers"></wa-icon><span class="label">${msg("Models")}</span></wa-button
        >
        <a class="link" href="train.html">${msg("Train a model")}</a>
        <residua-language-switch></residua-language-switch>
        <button
          type="button"
          id="report"
          ?disabled=${this.idle}
          aria-label=${commandText("report")}
          title=${commandText("report")}
          aria-keyshortcuts="Control+P"
          @click=${() => this.dispatchEvent(new CommandEvent("report"))}
        >
          <wa-icon name="report"></wa-icon>
        </button>
        <button
          type="button"
          id="results"
          ?disabled=${this.idle}
          aria-label=${commandText("results")}
          title=${commandText("results")}
          aria-keyshortcuts="Control+S"
          @click=${() => this.dispatchEvent(new CommandEvent("results"))}
        >
          <wa-icon name="download"></wa-icon>
        </button>
        <button
          type="button"
          id="system"
          aria-label=${commandText("system")}
          title=${commandText("system")}
          aria-keyshortcuts=${keyLabel("system")}
          @click=${() => this.dispatchEvent(new CommandEvent("system"))}
        >
          <wa-icon name="system"></wa-icon>
        </button>
        <button
          type="button"
          aria-label=${msg("Keyboard shortcuts")}
          aria-keyshortcuts=${keyLabel("shortcuts")}
          @click=${() => this.dispatchEvent(new CommandEvent("shortcuts"))}
        >
          <wa-icon name="keyboard"></wa-icon>
        </button>
      </div>
    </header>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-header": ResiduaHeader;
  }
}
