import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import "@awesome.me/webawesome/dist/components/spinner/spinner.js";
import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { LoadedModel } from "../inference/engine.ts";
import { CardCloseEvent } from "./events/card-close-event.ts";
import { formatMeasure, formatNumber, formatShare } from "./localization/format.ts";
import { currentLanguage } from "./localization/language.ts";
import { markdownView } from "./markdown/markdown-view.ts";
import { modelCardStyles } from "./residua-model-card.styles.ts";
import "./residua-intended-use.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** What has come of fetching a card. */
type Card =
  | { readonly url: string; readonly state: "loading" | "failed" }
  | { readonly url: string; readonly state: "there"; readonly text: string };

/**
 * The dialog with a model's card: what it is for, what it was made from, how well it does, its limits, its hash. What
 * the bundle says in numbers stands above, in the interface's language; the card itself is its makers' text.
 *
 * @event residua-card-close - It was closed.
 * @csspart card - The card's own text.
 */
@customElement("residua-model-card")
@localized()
export class ResiduaModelCard extends LitElement {
  static override readonly styles = [sharedStyles, modelCardStyles];

  @property({ attribute: false }) model: LoadedModel | undefined;
  @property({ type: Boolean }) open = false;
  @state() private card: Card | undefined;

  override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (!model) return nothing;
    return html`<wa-dialog
      label=${msg(str`Model card: ${model.name}`)}
      light-dismiss
      ?open=${this.open}
      @wa-after-hide=${this.#onHide}
    >
      ${this.open ? this.#content(model) : nothing}
    </wa-dialog>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has("open") || changed.has("model")) && this.open && this.model) {
      void this.#load(this.model.cardUrl);
    }
  }

  #content(model: LoadedModel): TemplateResult {
    return html`<div class="box">
      <residua-intended-use></residua-intended-use>
      <p lang="en">${model.description}</p>
      ${this.#facts(model)} ${this.#card()}
    </div>`;
  }

  #facts({
    identity,
    population,
    threshold,
    imageThreshold,
    maps,
    licence,
    untested,
  }: LoadedModel): TemplateResult {
    const images = formatNumber(population.images);
    const patients = formatNumber(population.patients);
    const unit = maps.anomaly?.unit ?? "";
    return html`<dl>
      <div><dt>${msg("Model")}</dt><dd>${identity.id} ${identity.version}</dd></div>
      <div><dt>SHA-256</dt><dd class="hash">${identity.sha256}</dd></div>
      <div>
        <dt>${msg("Calibrated on")}</dt>
        <dd>
          ${msg(str`${images} healthy images of ${patients} patients`)}: <span lang="en">${population.description}</span>
        </dd>
      </div>
      <div>
        <dt>${msg("Threshold of the map")}</dt>
        <dd>
          ${formatMeasure(threshold.value)} ${unit}
          (${msg(str`${formatShare(threshold.falsePositivePixels)} of healthy pixels exceed it`)})
        </dd>
      </div>
      <div>
        <dt>${msg("Threshold of the image score")}</dt>
        <dd>
          ${formatMeasure(imageThreshold.value)}
          (${msg(str`${formatShare(imageThreshold.falsePositiveRate)} of healthy images exceed it`)})
        </dd>
      </div>
      <div><dt>${msg("Licence")}</dt><dd lang="en">${licence}</dd></div>
      ${
        untested
          ? html`<div>
            <dt>${msg("Tested")}</dt>
            <dd>${msg("not on images with findings: how well it finds them is not known")}</dd>
          </div>`
          : nothing
      }
    </dl>`;
  }

  #card(): TemplateResult | typeof nothing {
    switch (this.card?.state) {
      case undefined:
        return nothing;
      case "loading":
        return html`<p role="status"><wa-spinner aria-hidden="true"></wa-spinner> ${msg("Fetching the card…")}</p>`;
      case "failed":
        return html`<p role="status">
          ${msg("The card's text cannot be reached. Open the dialog again to try once more.")}
        </p>`;
      case "there":
        return html`${currentLanguage() === "en" ? nothing : html`<p class="quiet">${msg("What follows is the card as its makers wrote it, in English.")}</p>`}
          <div class="card" part="card" lang="en">${markdownView(this.card.text)}</div>`;
    }
  }

  async #load(url: string): Promise<void> {
    if (this.card?.url === url && this.card.state !== "failed") return;
    this.card = { url, state: "loading" };
    let card: Card;
    try {
      const response = await fetch(url);
      card = response.ok ? { url, state: "there", text: await response.text() } : { url, state: "failed" };
    } catch {
      card = { url, state: "failed" };
    }
    // Another model may have come meanwhile.
    if (this.card?.url === url) this.card = card;
  }

  readonly #onHide = (event: Event): void => {
    if (event.target === event.currentTarget) this.dispatchEvent(new CardCloseEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-model-card": ResiduaModelCard;
  }
}
