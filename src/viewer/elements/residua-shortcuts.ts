import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../ui/icons/icon-library.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { type Command, commandText, keyLabel } from "../commands.ts";
import { DismissEvent } from "../events/dismiss-event.ts";
import { shortcutsStyles } from "./residua-shortcuts.styles.ts";

const groups: readonly (readonly Command[])[] = [
  [
    "toggle-overlay",
    "less-opacity",
    "more-opacity",
    "next-drawing",
    "previous-region",
    "next-region",
    "toggle-truth",
    "compare",
    "compare-swipe",
  ],
  ["scan-series", "previous-flagged", "next-flagged"],
  ["previous-image", "next-image", "first-image", "last-image"],
  [
    "layout-1x1",
    "layout-1x2",
    "layout-2x2",
    "layout-mpr",
    "previous-viewport",
    "next-viewport",
    "compare-prior",
    "scroll-together",
    "display-together",
    "use-crosshairs",
  ],
  ["cine", "cine-slower", "cine-faster"],
  ["tool-window-level", "tool-pan", "tool-zoom", "tool-scroll"],
  [
    "tool-length",
    "tool-bidirectional",
    "tool-angle",
    "tool-ellipse",
    "tool-rectangle",
    "tool-arrow",
    "undo",
    "delete-measurement",
    "delete-measurements",
    "put-away",
  ],
  ["reset", "flip-horizontal", "flip-vertical", "rotate", "invert"],
  ["pin-image", "report", "results", "language", "system", "shortcuts"],
];

/**
 * The dialog with all keys and mouse buttons.
 *
 * @event residua-dismiss - It was closed.
 */
@customElement("residua-shortcuts")
@localized()
export class ResiduaShortcuts extends LitElement {
  static override readonly styles = [sharedStyles, shortcutsStyles];

  @property({ type: Boolean }) open = false;

  override render(): TemplateResult {
    return html`<wa-dialog
      label=${msg("Keyboard and mouse")}
      light-dismiss
      ?open=${this.open}
      @wa-after-hide=${() => this.dispatchEvent(new DismissEvent())}
    >
      <div class="columns" tabindex="0" role="group" aria-label=${msg("Keyboard and mouse")}>
        ${groups.map(
          (group) => html`<dl>
            ${group.map(
              (command) =>
                html`<div><dt>${commandText(command)}</dt><dd><kbd>${keyLabel(command)}</kbd></dd></div>`,
            )}
          </dl>`,
        )}
        <dl>
          <div><dt>${msg("Window presets")}</dt><dd><kbd>${keyLabel("window-1")}</kbd>–<kbd>${keyLabel("window-9")}</kbd></dd></div>
        </dl>
        <dl>
          <div><dt>${msg("Left button")}</dt><dd>${msg("the chosen tool")}</dd></div>
          <div><dt>${msg("Middle button")}</dt><dd>${msg("pan")}</dd></div>
          <div><dt>${msg("Right button")}</dt><dd>${msg("zoom")}</dd></div>
          <div><dt>${msg("Wheel")}</dt><dd>${msg("scroll")}</dd></div>
        </dl>
      </div>
    </wa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-shortcuts": ResiduaShortcuts;
  }
}
