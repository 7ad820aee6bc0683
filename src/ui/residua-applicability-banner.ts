import "@awesome.me/webawesome/dist/components/callout/callout.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "./icons/icon-library.ts";
import type { ApplicabilityOutcome, ApplicabilityReason } from "../scoring/result.ts";
import { applicabilityBannerStyles } from "./residua-applicability-banner.styles.ts";
import { reasonText } from "./texts/reason-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * Says why the model is doubtful for this image, or why it refuses it; empty when it applies.
 *
 * @csspart callout - The box.
 */
@customElement("residua-applicability-banner")
@localized()
export class ResiduaApplicabilityBanner extends LitElement {
  static override readonly styles = [sharedStyles, applicabilityBannerStyles];

  @property() outcome: ApplicabilityOutcome = "applies";
  @property({ attribute: false }) reasons: readonly ApplicabilityReason[] = [];

  override render(): TemplateResult {
    if (this.outcome === "applies") return html``;
    const refused = this.outcome === "refused";
    return html`<wa-callout part="callout" size="s" variant=${refused ? "danger" : "warning"} appearance="filled-outlined">
      <wa-icon slot="icon" name=${refused ? "refused" : "caution"}></wa-icon>
      <p class="title">
        ${refused ? msg("There is no heatmap for this image.") : msg("Read the heatmap with caution.")}
      </p>
      <ul>
        ${this.reasons.map((reason) => html`<li>${reasonText(reason)}</li>`)}
      </ul>
    </wa-callout>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-applicability-banner": ResiduaApplicabilityBanner;
  }
}
