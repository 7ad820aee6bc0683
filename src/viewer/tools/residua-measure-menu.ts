import "@awesome.me/webawesome/dist/components/divider/divider.js";
import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type Command, commandText, keyLabel, toolOf } from "../commands.ts";
import { CommandEvent } from "../events/command-event.ts";
import { isMeasureTool, measureTools, type PrimaryTool } from "../stack/primary-tool.ts";
import { measureToolText } from "../texts/measurement-text.ts";
import { toolMenuStyles } from "./tool-menu.styles.ts";

const edits: readonly Command[] = ["undo", "delete-measurement", "delete-measurements"];

/**
 * The measuring tools, in a menu whose button shows the one in hand; with one in hand, a second button beside it puts
 * it away.
 *
 * @event residua-command - A tool or an action was chosen.
 */
@customElement("residua-measure-menu")
@localized()
export class ResiduaMeasureMenu extends LitElement {
  static override readonly styles = [sharedStyles, toolMenuStyles];

  @property() tool: PrimaryTool = "window-level";
  @property({ type: Boolean }) disabled = false;

  override render(): TemplateResult {
    const inHand = isMeasureTool(this.tool) ? this.tool : undefined;
    const label = inHand ? `${msg("Measure")}: ${measureToolText(inHand)}` : msg("Measure");
    return html`<div class="row">
      <wa-dropdown size="s" @wa-select=${this.#onSelect}>
        <button
          slot="trigger"
          type="button"
          class=${inHand ? "active" : ""}
          ?disabled=${this.disabled}
          aria-label=${label}
          title=${label}
        >
          <wa-icon name=${inHand ?? "measure"}></wa-icon><wa-icon class="caret" name="chevron-down"></wa-icon>
        </button>
        ${measureTools.map((tool) => this.#item(`tool-${tool}`, tool === inHand))}
        <wa-divider role="separator"></wa-divider>
        ${edits.map((command) => this.#item(command, undefined))}
      </wa-dropdown>
      ${
        inHand
          ? html`<button
            type="button"
            class="active"
            aria-label=${msg("Stop measuring")}
            title=${`${msg("Stop measuring")} (${keyLabel("put-away")})`}
            @click=${() => this.dispatchEvent(new CommandEvent("put-away"))}
          >
            <wa-icon name="close"></wa-icon>
          </button>`
          : ""
      }
    </div>`;
  }

  #item(command: Command, checked: boolean | undefined): TemplateResult {
    const tool = toolOf(command);
    const icon = tool ?? (command === "undo" ? "undo" : "delete");
    return html`<wa-dropdown-item
      value=${command}
      type=${checked === undefined ? "normal" : "checkbox"}
      ?checked=${checked ?? false}
    >
      <wa-icon slot="icon" name=${icon}></wa-icon>
      ${commandText(command)} <span slot="details"><kbd>${keyLabel(command)}</kbd></span>
    </wa-dropdown-item>`;
  }

  readonly #onSelect = (event: CustomEvent<{ item: Element }>): void => {
    event.stopPropagation();
    const { value } = event.detail.item as HTMLElement & { value: Command };
    this.dispatchEvent(new CommandEvent(value));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-measure-menu": ResiduaMeasureMenu;
  }
}
