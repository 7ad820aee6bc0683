import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type CompareMode, singleViewModes } from "./compare-mode.ts";
import { CompareEvent } from "./events/compare-event.ts";
import { compareStyles } from "./residua-compare.styles.ts";
import { segmentsStyles } from "./theme/segments.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * What the viewport shows: the image, the model's reconstruction in its place, both in turn, or one beside the other.
 *
 * @event residua-compare - The user chose.
 * @csspart mode - Each button.
 */
@customElement("residua-compare")
@localized()
export class ResiduaCompare extends LitElement {
  static override readonly styles = [sharedStyles, segmentsStyles, compareStyles];

  @property() mode: CompareMode = "original";
  /** Those that the host can show. */
  @property({ attribute: false }) modes: readonly CompareMode[] = singleViewModes;
  /** The host's key between the image and its reconstruction. */
  @property() shortcut = "";

  override render(): TemplateResult {
    return html`<div class="segments" role="group" aria-label=${msg("What the viewport shows")}>
        ${this.modes.map((mode) => this.#button(mode))}
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
      case "swipe":
        return msg(
          "Left of the line the image, right of it the reconstruction: drag the line, or use the arrow keys",
        );
      case "side-by-side":
        return msg("On the left the image, on the right the reconstruction; both move together");
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
    case "swipe":
      return msg("Swipe");
    case "side-by-side":
      return msg("Side by side");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-compare": ResiduaCompare;
  }
}
