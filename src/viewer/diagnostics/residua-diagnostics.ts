import "@awesome.me/webawesome/dist/components/button/button.js";
import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { diagnosticsJson, diagnosticsText } from "../../diagnostics/diagnostics-text.ts";
import type { Diagnostics, Fact } from "../../diagnostics/facts.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { MeasureEvent } from "../events/measure-event.ts";
import { saveFile } from "../storage/save-file.ts";
import { factText, factValueText, sectionText } from "./fact-text.ts";
import { diagnosticsStyles } from "./residua-diagnostics.styles.ts";

/**
 * What this browser and machine can do, to read and to pass on.
 *
 * @event residua-measure - The backends are to be measured again.
 */
@customElement("residua-diagnostics")
@localized()
export class ResiduaDiagnostics extends LitElement {
  static override readonly styles = [sharedStyles, diagnosticsStyles];

  /** Undefined while it is gathered. */
  @property({ attribute: false }) diagnostics: Diagnostics | undefined;
  /** Backends are being measured. */
  @property({ type: Boolean }) measuring = false;
  @state() private said: "copied" | "not-copied" | undefined;

  override render(): TemplateResult {
    const { diagnostics } = this;
    return html`<p class="quiet">
        ${msg("What this computer can do, to send along when something does not work. It holds nothing of any patient or image; the copy is in English.")}
      </p>
      <div class="actions">
        <wa-button size="s" appearance="outlined" ?disabled=${!diagnostics} @click=${this.#copy}
          >${msg("Copy as text")}</wa-button
        >
        <wa-button size="s" appearance="outlined" ?disabled=${!diagnostics} @click=${this.#save}
          >${msg("Save as JSON")}</wa-button
        >
        <wa-button
          size="s"
          appearance="outlined"
          ?disabled=${!diagnostics || this.measuring}
          @click=${() => this.dispatchEvent(new MeasureEvent())}
          >${this.measuring ? msg("Measuring…") : msg("Measure the backends")}</wa-button
        >
      </div>
      <p role="status" class="quiet">${this.#status()}</p>
      ${diagnostics ? this.#sections(diagnostics) : nothing}`;
  }

  #status(): string {
    if (!this.diagnostics) return msg("Looking…");
    switch (this.said) {
      case "copied":
        return msg("Copied.");
      case "not-copied":
        return msg("The browser does not let the page copy. Save it as JSON instead.");
      default:
        return "";
    }
  }

  #sections({ sections }: Diagnostics): TemplateResult {
    return html`<div class="sections">
      ${sections.map(
        ({ id, facts }) => html`<section aria-labelledby=${id}>
          <h3 id=${id}>${sectionText(id)}</h3>
          <dl>
            ${facts.map((fact) => this.#fact(fact))}
          </dl>
        </section>`,
      )}
    </div>`;
  }

  #fact(fact: Fact): TemplateResult {
    return html`<div class=${fact.trouble ? "trouble" : ""}>
      <dt>${factText(fact)}</dt>
      <dd class="number">${factValueText(fact)}</dd>
    </div>`;
  }

  readonly #copy = async (): Promise<void> => {
    if (!this.diagnostics) return;
    try {
      await navigator.clipboard.writeText(diagnosticsText(this.diagnostics));
      this.said = "copied";
    } catch {
      this.said = "not-copied";
    }
  };

  readonly #save = (): void => {
    if (!this.diagnostics) return;
    const json = JSON.stringify(diagnosticsJson(this.diagnostics), null, 2);
    saveFile(json, "residua-diagnostics.json", "application/json");
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-diagnostics": ResiduaDiagnostics;
  }
}
