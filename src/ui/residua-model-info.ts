import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { BackendChoice, LoadedModel } from "../inference/engine.ts";
import { formatNumber } from "./localization/format.ts";
import { modelInfoStyles } from "./residua-model-info.styles.ts";
import { backendName, backendReason } from "./texts/backend-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * Which weights made the result, on what, in how much time.
 *
 * @csspart identity - Name, version and hash of the model.
 * @csspart backend - Backend and milliseconds.
 */
@customElement("residua-model-info")
@localized()
export class ResiduaModelInfo extends LitElement {
  static override readonly styles = [sharedStyles, modelInfoStyles];

  @property({ attribute: false }) model: LoadedModel | undefined;
  @property({ attribute: false }) backend: BackendChoice | undefined;
  /** Of the last result; undefined before there is one. */
  @property({ type: Number }) ms: number | undefined;

  override render(): TemplateResult {
    return html`${this.model === undefined ? "" : this.#identity(this.model)}
    ${this.backend === undefined ? "" : this.#backend(this.backend)}`;
  }

  #identity({ identity, name, population, cardUrl }: LoadedModel): TemplateResult {
    return html`<div part="identity">
      <p class="identity">
        <span>
          <span class="name">${name}</span> <span class="number">${identity.version}</span>
          <span class="hash" title=${msg(str`SHA-256 of the model: ${identity.sha256}`)}
            >${identity.sha256.slice(0, 8)}</span
          >
        </span>
        <a href=${cardUrl} target="_blank" rel="noopener">${msg("Model card")}</a>
      </p>
      <p class="quiet">
        ${msg(
          str`Calibrated on ${formatNumber(population.images)} healthy images of ${formatNumber(population.patients)} patients.`,
        )}
      </p>
    </div>`;
  }

  #backend(backend: BackendChoice): TemplateResult {
    return html`<p part="backend" class="quiet" title=${backend.device}>
      ${backendName(backend.name)} (${backendReason(backend)})${
        this.ms === undefined
          ? ""
          : html`<span class="number"> · ${msg(str`${formatNumber(Math.round(this.ms))} ms`)}</span>`
      }
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-model-info": ResiduaModelInfo;
  }
}
