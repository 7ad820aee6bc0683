import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type CompareMode, compareModes } from "./compare-mode.ts";
import { CompareEvent } from "./events/compare-event.ts";
import { compareStyles } from "./residua-compare.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * What the viewport shows: the image, the model's reconstruction in its place, or both in turn.
 *
 * @event residua-compare - The user chose.
 * @csspart mode - Each button.
 */
@customElement("residua-compare")
@localized()
export class ResiduaCompare extends LitElement {
  static override readonly styles = [sharedStyles, compareStyles];

  @property() mode: CompareMode = "original";
  /** The host's key between the image and its reconstruction. */
  @property() shortcut = "";

  override render(): TemplateResult {
    return html`<div class="modes" role="group" aria-label=${msg("What the viewport shows")}>
        ${compareModes.map((mode) => this.#button(mode))}
        ${this.shortcut ? html`<kbd aria-hidden="true">${this.shortcut}</kbd>` : ""}
      </div>
      <p class="quiet">${this.#hint()}</p>`;
  }

  #button(mode: CompareMode): TemplateResult {
    return html`<button
      type="button"
      part="mode"
      aria-pressed=${mode === this.mode ? "true" : "false"}
      @click=${() => this.dispatchEvent(new CompareEvent(mode))}
    >
      ${modeText(mode)}
    </button>`;
  }

  #hint(): string {
    switch (this.mode) {
      case "original":
        return msg("The image as it is");
      case "reconstruction":
        return msg("What the model expects, in the image's place and under its window: not the image");
      case "flicker":
        return msg("Image and reconstruction in turn, each for half a second");
    }
  }
}

function modeText(mode: CompareMode): string {
  switch (mode) {
    case "original":
      return msg("Image");
    case "reconstruction":
      return msg("Reconstruction");
    case "flicker":
      return msg("Flicker");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-compare": ResiduaCompare;
  }
}
