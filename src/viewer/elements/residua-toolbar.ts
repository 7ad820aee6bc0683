import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "@awesome.me/webawesome/dist/components/tooltip/tooltip.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import type { IconName } from "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type Command, commandText, keyLabel, toolOf } from "../commands.ts";
import { CommandEvent } from "../events/command-event.ts";
import type { PrimaryTool } from "../stack/primary-tool.ts";
import { defaultRate } from "../tools/cine-rate.ts";
import "../tools/residua-cine-menu.ts";
import "../tools/residua-measure-menu.ts";
import "../tools/residua-window-menu.ts";
import type { OfferedWindow } from "../tools/residua-window-menu.ts";
import { toolbarStyles } from "./residua-toolbar.styles.ts";

const toolCommands: readonly Command[] = ["tool-window-level", "tool-pan", "tool-zoom", "tool-scroll"];
const viewCommands: readonly Command[] = ["reset", "flip-horizontal", "flip-vertical", "rotate", "invert"];

/** How the series is played. */
export interface CineState {
  readonly playing: boolean;
  /** Images a second. */
  readonly rate: number;
  /** What the file asks for. */
  readonly fileRate: number | undefined;
  readonly bounce: boolean;
  /** Whether there is more than one image. */
  readonly possible: boolean;
}

const still: CineState = {
  playing: false,
  rate: defaultRate,
  fileRate: undefined,
  bounce: false,
  possible: false,
};

/**
 * The viewport's tools and actions.
 *
 * @event residua-command - A button was pressed, or a menu's entry.
 * @event residua-window-select - A window was chosen.
 * @event residua-cine - The series is to be played otherwise.
 * @csspart button - Each button.
 */
@customElement("residua-toolbar")
@localized()
export class ResiduaToolbar extends LitElement {
  static override readonly styles = [sharedStyles, toolbarStyles];

  @property() tool: PrimaryTool = "window-level";
  @property({ type: Boolean }) inverted = false;
  @property({ type: Boolean }) disabled = false;
  /** The windows on offer, asked for when their menu opens. */
  @property({ attribute: false }) offerWindows: () => readonly OfferedWindow[] = () => [];
  @property({ attribute: false }) cine: CineState | undefined;

  override render(): TemplateResult {
    return html`<div role="toolbar" aria-label=${msg("Image tools")}>
      <div class="group" role="group" aria-label=${msg("Left mouse button")}>
        ${toolCommands.map((command) => this.#button(command, toolOf(command) === this.tool))}
      </div>
      <div class="group">
        <residua-window-menu .offer=${this.offerWindows} ?disabled=${this.disabled}></residua-window-menu>
        <residua-measure-menu tool=${this.tool} ?disabled=${this.disabled}></residua-measure-menu>
        ${this.#cine()}
      </div>
      <div class="group" role="group" aria-label=${msg("View")}>
        ${viewCommands.map((command) => this.#button(command, command === "invert" ? this.inverted : undefined))}
      </div>
    </div>`;
  }

  #cine(): TemplateResult {
    const { playing, rate, fileRate, bounce, possible } = this.cine ?? still;
    return html`<residua-cine-menu
      ?playing=${playing}
      rate=${rate}
      .fileRate=${fileRate}
      ?bounce=${bounce}
      ?disabled=${this.disabled || !possible}
    ></residua-cine-menu>`;
  }

  #button(command: Command, pressed: boolean | undefined): TemplateResult {
    const icon = (toolOf(command) ?? command) as IconName;
    return html`<button
        type="button"
        id=${command}
        part="button"
        ?disabled=${this.disabled}
        aria-label=${commandText(command)}
        aria-pressed=${pressed === undefined ? "undefined" : String(pressed)}
        aria-keyshortcuts=${keyLabel(command)}
        @click=${() => this.dispatchEvent(new CommandEvent(command))}
      >
        <wa-icon name=${icon}></wa-icon></button
      ><wa-tooltip for=${command}>${commandText(command)} <kbd>${keyLabel(command)}</kbd></wa-tooltip>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-toolbar": ResiduaToolbar;
  }
}
