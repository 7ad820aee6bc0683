import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { ImageErrorEvent } from "../events/image-error-event.ts";
import { ViewChangeEvent } from "../events/view-change-event.ts";
import type { Series } from "../files/series.ts";
import { StackView } from "../stack/stack-view.ts";
import type { ViewState } from "../stack/view-state.ts";
import { dateText } from "../texts/date-text.ts";
import { viewportStyles } from "./residua-viewport.styles.ts";

/**
 * The big image with its corner texts. Cornerstone must have been started.
 *
 * @event residua-view-change - Image, window or camera changed.
 * @event residua-image-error - An image could not be loaded.
 * @csspart stage - The element that Cornerstone draws in.
 */
@customElement("residua-viewport")
@localized()
export class ResiduaViewport extends LitElement {
  static override readonly styles = [sharedStyles, viewportStyles];

  @property({ attribute: false }) series: Series | undefined;
  /** Shown first; the middle one when undefined. */
  @property({ attribute: false }) firstImage: string | undefined;
  @state() private viewState: ViewState | undefined;
  #view: StackView | undefined;
  readonly #failed = new Set<string>();
  #frame: number | undefined;

  /** Whether the image that should be on the screen could not be loaded. */
  get failed(): boolean {
    return this.#failed.has(this.viewState?.imageId ?? "");
  }

  /** Undefined while the element is not on the page. */
  get view(): StackView | undefined {
    return this.#view;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#view?.dispose();
    this.#view = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasUpdated) return;
    this.#open();
    void this.#show();
  }

  protected override firstUpdated(): void {
    this.#open();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("series")) void this.#show();
  }

  override render(): TemplateResult {
    return html`<div
        class="stage"
        part="stage"
        tabindex="0"
        role="img"
        aria-label=${this.#label()}
        @contextmenu=${(event: Event) => event.preventDefault()}
      ></div>
      ${this.failed ? html`<p class="failed" role="alert">${msg("This image could not be decoded.")}</p>` : ""}
      ${this.series === undefined ? "" : this.#corners(this.series)}`;
  }

  #corners(series: Series): TemplateResult {
    const shown = this.viewState;
    return html`<div class="corner top left">
        <div class="strong">${series.patientName}</div>
        <div>${series.description}</div>
        <div>${dateText(series.studyDate)}</div>
      </div>
      ${
        shown === undefined
          ? ""
          : html`<div class="corner top right number">
                <div class="strong">${shown.index + 1} / ${shown.count}</div>
              </div>
              <div class="corner bottom left number">
                ${
                  shown.window === undefined
                    ? ""
                    : html`<div>
                      <span>W ${this.#grey(shown.window.width)}</span>
                      <span>L ${this.#grey(shown.window.centre)}</span>
                    </div>`
                }
              </div>
              <div class="corner bottom right number">
                <div>${shown.zoom === undefined ? "" : formatNumber(shown.zoom, { style: "percent" })}</div>
              </div>
              ${this.#edges(shown)}`
      }`;
  }

  #edges({ edges }: ViewState): TemplateResult | "" {
    if (edges === undefined) return "";
    return html`<div aria-hidden="true">
      <span class="edge top">${edges.top}</span>
      <span class="edge right">${edges.right}</span>
      <span class="edge bottom">${edges.bottom}</span>
      <span class="edge left">${edges.left}</span>
    </div>`;
  }

  #grey(value: number): string {
    return formatNumber(value, { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 });
  }

  #label(): string {
    const shown = this.viewState;
    if (this.series === undefined || shown === undefined) return msg("Image");
    return msg(str`Image ${shown.index + 1} of ${shown.count}, ${this.series.description}`);
  }

  #open(): void {
    const element = this.renderRoot.querySelector<HTMLDivElement>(".stage")!;
    this.#view = new StackView({
      element,
      onChange: () => this.#schedule(),
      onImageError: (imageId, error) => this.#fail(imageId, error),
    });
  }

  async #show(): Promise<void> {
    const { series } = this;
    this.viewState = undefined;
    if (!this.#view || !series) return;
    const wanted = series.imageIds.indexOf(this.firstImage ?? "");
    const index = wanted === -1 ? Math.floor(series.imageIds.length / 2) : wanted;
    try {
      await this.#view.show(series.imageIds, index);
    } catch (error) {
      if (series === this.series) this.#fail(series.imageIds[index]!, error);
    }
    this.#schedule();
  }

  #fail(imageId: string, error: unknown): void {
    if (this.#failed.has(imageId)) return;
    this.#failed.add(imageId);
    this.#schedule();
    this.requestUpdate();
    this.dispatchEvent(new ImageErrorEvent(imageId, error));
  }

  /** Cornerstone sends several events for one movement: one update a frame is enough. */
  #schedule(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.viewState = this.#view?.state;
      if (this.viewState?.loaded) this.#failed.delete(this.viewState.imageId);
      this.dispatchEvent(new ViewChangeEvent(this.viewState));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-viewport": ResiduaViewport;
  }
}
