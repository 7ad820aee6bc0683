import { localized } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { SampleSelectEvent } from "../events/sample-select-event.ts";
import type { SampleStudy } from "../samples-schema.ts";
import { sampleText } from "../texts/sample-text.ts";
import { sampleListStyles } from "./residua-sample-list.styles.ts";

/**
 * The sample studies.
 *
 * @event residua-sample-select - A sample was chosen.
 * @csspart sample - Each sample's button.
 */
@customElement("residua-sample-list")
@localized()
export class ResiduaSampleList extends LitElement {
  static override readonly styles = [sharedStyles, sampleListStyles];

  @property({ attribute: false }) samples: readonly SampleStudy[] = [];
  /** Names only, for a narrow column. */
  @property({ type: Boolean, reflect: true }) compact = false;

  override render(): TemplateResult {
    return html`<ul>
      ${this.samples.map(
        ({ id, title, description }) => html`<li>
          <button type="button" part="sample" @click=${() => this.dispatchEvent(new SampleSelectEvent(id))}>
            <span class="title">${sampleText(title)}</span>
            ${this.compact ? "" : html`<span class="quiet">${sampleText(description)}</span>`}
          </button>
        </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-sample-list": ResiduaSampleList;
  }
}
