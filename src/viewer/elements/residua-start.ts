import { localized, msg } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import type { SampleStudy, SamplesIndex } from "../samples-schema.ts";
import { sampleText } from "../texts/sample-text.ts";
import "./residua-open-buttons.ts";
import "./residua-sample-list.ts";
import { startStyles } from "./residua-start.styles.ts";

/** What stands in the middle before anything is open: how to open something, and the samples. */
@customElement("residua-start")
@localized()
export class ResiduaStart extends LitElement {
  static override readonly styles = [sharedStyles, startStyles];

  @property({ attribute: false }) samples: readonly SampleStudy[] = [];
  @property({ attribute: false }) attribution: SamplesIndex["attribution"] | undefined;

  override render(): TemplateResult {
    return html`<div class="box">
      <h1>${msg("Open a series of DICOM images")}</h1>
      <p class="quiet">
        ${msg("Drop files or a folder here, or choose them. Images stay on this computer; nothing is uploaded.")}
      </p>
      <residua-open-buttons></residua-open-buttons>
      ${
        this.samples.length === 0
          ? ""
          : html`<h2>${msg("Or begin with a sample")}</h2>
            <residua-sample-list .samples=${this.samples}></residua-sample-list>
            ${
              this.attribution === undefined
                ? ""
                : html`<p class="quiet attribution">
                  ${sampleText(this.attribution.text)}
                  <a href=${`samples/${this.attribution.licenceFile}`} target="_blank" rel="noopener"
                    >${msg("Licence")}</a
                  >
                </p>`
            }`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-start": ResiduaStart;
  }
}
