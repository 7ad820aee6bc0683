import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { OverrideEvent } from "./events/override-event.ts";
import "./icons/icon-library.ts";
import type { ApplicabilityReason, ResultApplicability } from "../scoring/result.ts";
import { applicabilityBannerStyles } from "./residua-applicability-banner.styles.ts";
import { reasonText } from "./texts/reason-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * Says why the model is doubtful for this image, why it refuses it, or that its refusal is overridden; empty when it
 * applies.
 *
 * @event residua-override - The refusal is to be overridden for the series, or no longer.
 * @csspart callout - The box.
 */
@customElement("residua-applicability-banner")
@localized()
export class ResiduaApplicabilityBanner extends LitElement {
  static override readonly styles = [sharedStyles, applicabilityBannerStyles];

  @property() outcome: ResultApplicability["outcome"] = "applies";
  @property({ attribute: false }) reasons: readonly ApplicabilityReason[] = [];
  /** The refusal can be overridden. */
  @property({ type: Boolean }) overridable = false;
  /** The user asked to override the refusal, whatever came of it. */
  @property({ type: Boolean }) override = false;

  override render(): TemplateResult {
    if (this.outcome === "applies") return html``;
    const warning = this.outcome === "caution";
    return html`<wa-callout part="callout" size="s" variant=${warning ? "warning" : "danger"} appearance="filled-outlined">
      <wa-icon slot="icon" name=${warning ? "caution" : "refused"}></wa-icon>
      <p class="title">${this.#title()}</p>
      <ul>
        ${this.reasons.map((reason) => html`<li>${reasonText(reason)}</li>`)}
      </ul>
      ${this.#override()}
    </wa-callout>`;
  }

  #title(): string {
    switch (this.outcome) {
      case "overridden":
        return msg("For research only: the model is not meant for this image.");
      case "refused":
        return msg("There is no heatmap for this image.");
      default:
        return msg("Read the heatmap with caution.");
    }
  }

  #override(): TemplateResult | typeof nothing {
    if (this.override) {
      return html`<p>${msg("Colours, scores and regions mean nothing certain here.")}</p>
        ${this.#button(false, msg("Stop showing it for this series"))}`;
    }
    if (!this.overridable) return nothing;
    return html`<details>
      <summary>${msg("For research")}</summary>
      <p>
        ${msg("The model can be run all the same. It does not know such images: what lights up means nothing certain. The warning stays on the image, and every result and report is marked as overridden.")}
      </p>
      ${this.#button(true, msg("Show the heatmap all the same, for this series"))}
    </details>`;
  }

  #button(on: boolean, text: string): TemplateResult {
    return html`<wa-button
      size="xs"
      appearance="outlined"
      @click=${() => this.dispatchEvent(new OverrideEvent(on))}
      >${text}</wa-button
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-applicability-banner": ResiduaApplicabilityBanner;
  }
}
