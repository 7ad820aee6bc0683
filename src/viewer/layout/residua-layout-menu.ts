import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type Command, commandText, keyLabel } from "../commands.ts";
import { CommandEvent } from "../events/command-event.ts";
import { toolMenuStyles } from "../tools/tool-menu.styles.ts";
import { layoutCommands } from "./layout-commands.ts";
import type { Layout } from "./layouts.ts";

/** What the menu marks as chosen. */
export interface LayoutChoice {
  readonly layout: Layout;
  /** Stacks are scrolled together. */
  readonly scroll: boolean;
  /** Windows and zooms are kept alike. */
  readonly display: boolean;
  /** Whether a click moves all planes; undefined outside of three planes. */
  readonly crosshairs: boolean | undefined;
}

const usual: LayoutChoice = { layout: "1x1", scroll: true, display: false, crosshairs: undefined };

/**
 * The layouts, and how viewports go together, in a menu.
 *
 * @event residua-command - An entry was chosen.
 */
@customElement("residua-layout-menu")
@localized()
export class ResiduaLayoutMenu extends LitElement {
  static override readonly styles = [sharedStyles, toolMenuStyles];

  @property({ attribute: false }) choice: LayoutChoice | undefined;
  /** Whether there is nothing to compare or to cut. */
  @property({ type: Boolean }) idle = false;

  override render(): TemplateResult {
    const { layout, scroll, display, crosshairs } = this.choice ?? usual;
    const [chosen] = layoutCommands.find(([, each]) => each === layout)!;
    const name = `${msg("Layout")}: ${commandText(chosen)}`;
    return html`<wa-dropdown size="s" @wa-select=${this.#onSelect}>
      <button slot="trigger" type="button" aria-label=${name} title=${name}>
        <wa-icon name=${`layout-${layout}`}></wa-icon><wa-icon class="caret" name="chevron-down"></wa-icon>
      </button>
      ${layoutCommands.map(([command, each]) => this.#item(command, `layout-${each}`, each === layout))}
      ${this.#item("compare-prior", "prior", undefined, this.idle)}
      ${this.#item("scroll-together", "together", scroll)}
      ${this.#item("display-together", "together", display)}
      ${crosshairs === undefined ? nothing : this.#item("use-crosshairs", "crosshairs", crosshairs)}
    </wa-dropdown>`;
  }

  /** @param checked undefined for what is done once */
  #item(command: Command, icon: string, checked: boolean | undefined, disabled = false): TemplateResult {
    return html`<wa-dropdown-item
      type=${checked === undefined ? "normal" : "checkbox"}
      ?checked=${checked ?? false}
      ?disabled=${disabled}
      value=${command}
    >
      <wa-icon slot="icon" name=${icon}></wa-icon>
      ${commandText(command)}
      <span slot="details"><kbd>${keyLabel(command)}</kbd></span>
    </wa-dropdown-item>`;
  }

  readonly #onSelect = (event: CustomEvent<{ item: Element }>): void => {
    event.stopPropagation();
    const { item } = event.detail;
    const { value } = item as HTMLElement & { value: Command };
    this.dispatchEvent(new CommandEvent(value));
    // The item has checked itself; what is chosen is for the page to say.
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-layout-menu": ResiduaLayoutMenu;
  }
}
