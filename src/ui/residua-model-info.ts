import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { BackendChoice, LoadedModel } from "../inference/engine.ts";
import { ModelUseEvent } from "./events/model-use-event.ts";
import { formatNumber } from "./localization/format.ts";
import type { ModelChoice } from "./panel-data.ts";
import "./residua-model-card.ts";
import { modelInfoStyles } from "./residua-model-info.styles.ts";
import { backendName, backendReason } from "./texts/backend-text.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/**
 * Which weights made the result, on what, in how much time; a choice among the models that apply, and the model's card.
 *
 * @event residua-model-use - The user chose another of the models that apply.
 * @csspart identity - Name, version and hash of the model.
 * @csspart choice - The choice of a model.
 * @csspart backend - Backend and milliseconds.
 */
@customElement("residua-model-info")
@localized()
export class ResiduaModelInfo extends LitElement {
  static override readonly styles = [sharedStyles, modelInfoStyles];

  @property({ attribute: false }) model: LoadedModel | undefined;
  /** Models that the user can choose among; a single one is no choice. */
  @property({ attribute: false }) choices: readonly ModelChoice[] = [];
  @property({ attribute: false }) backend: BackendChoice | undefined;
  /** Of the last result; undefined before there is one. */
  @property({ type: Number }) ms: number | undefined;
  @state() private cardShown = false;

  override render(): TemplateResult {
    return html`${this.#choice()} ${this.model === undefined ? "" : this.#identity(this.model)}
      ${this.backend === undefined ? "" : this.#backend(this.backend)}
      <residua-model-card
        .model=${this.model}
        ?open=${this.cardShown}
        @residua-card-close=${() => this.#showCard(false)}
      ></residua-model-card>`;
  }

  #choice(): TemplateResult | typeof nothing {
    if (this.choices.length < 2) return nothing;
    return html`<label part="choice">
      <span>${msg(str`Model (${formatNumber(this.choices.length)} apply)`)}</span>
      <select .value=${live(this.model?.identity.sha256 ?? "")} @change=${this.#onChoice}>
        ${this.choices.map(
          ({ sha256, name }) => html`<option
            value=${sha256}
            ?selected=${sha256 === this.model?.identity.sha256}
          >
            ${name}
          </option>`,
        )}
      </select>
    </label>`;
  }

  #identity({ identity, name, population }: LoadedModel): TemplateResult {
    return html`<div part="identity">
      <p class="identity">
        <span>
          <span class="name">${name}</span> <span class="number">${identity.version}</span>
          <span class="hash" title=${msg(str`SHA-256 of the model: ${identity.sha256}`)}
            >${identity.sha256.slice(0, 8)}</span
          >
        </span>
        <button class="link" type="button" aria-haspopup="dialog" @click=${() => this.#showCard(true)}>
          ${msg("Model card")}
        </button>
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

  #showCard(shown: boolean): void {
    this.cardShown = shown;
  }

  readonly #onChoice = (event: Event): void => {
    this.dispatchEvent(new ModelUseEvent((event.currentTarget as HTMLSelectElement).value));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-model-info": ResiduaModelInfo;
  }
}
