import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import "./icons/icon-library.ts";
import { intendedUseStyles } from "./residua-intended-use.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** The line that stands with every result. */
@customElement("residua-intended-use")
@localized()
export class ResiduaIntendedUse extends LitElement {
  static override readonly styles = [sharedStyles, intendedUseStyles];

  override render(): TemplateResult {
    return html`<p><wa-icon name="info"></wa-icon>${msg("Not for diagnostic use")}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-intended-use": ResiduaIntendedUse;
  }
}
