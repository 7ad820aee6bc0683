import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Vector3 } from "../../imaging/frame.ts";
import { formatNumber } from "../../ui/localization/format.ts";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { ActivateEvent } from "../events/activate-event.ts";
import { ImageErrorEvent } from "../events/image-error-event.ts";
import { SeriesDropEvent, seriesDragType } from "../events/series-drop-event.ts";
import { ViewChangeEvent } from "../events/view-change-event.ts";
import type { Series } from "../files/series.ts";
import { imagePlanes } from "../layout/image-planes.ts";
import type { Plane } from "../layout/layouts.ts";
import { imageAtPoint } from "../layout/match-images.ts";
import type { SeriesVolume } from "../layout/series-volume.ts";
import type { ImageView } from "../stack/image-view.ts";
import { PlaneView } from "../stack/plane-view.ts";
import { StackView } from "../stack/stack-view.ts";
import type { ViewState } from "../stack/view-state.ts";
import { dateText } from "../texts/date-text.ts";
import { planeText, type Role, roleText } from "../texts/layout-text.ts";
import { viewportStyles } from "./residua-viewport.styles.ts";

/**
 * An image with its corner texts: a series as a stack or, with `plane`, a plane through a volume. Cornerstone must have
 * been started.
 *
 * @event residua-activate - The user has turned to this viewport.
 * @event residua-series-drop - A series was dropped on it.
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
  /** The same for the element's whole life. */
  @property({ attribute: false }) plane: Plane | undefined;
  /** Of the series; what a plane cuts. */
  @property({ attribute: false }) volume: SeriesVolume | undefined;
  /** Which of two examinations it shows. */
  @property({ attribute: false }) examination: Role | undefined;
  @state() private viewState: ViewState | undefined;
  @state() private dropping = false;
  #view: ImageView | undefined;
  #shown: Promise<void> = Promise.resolve();
  readonly #failed = new Set<string>();
  #frame: number | undefined;

  /** Whether the image that should be on the screen could not be loaded. */
  get failed(): boolean {
    return this.#failed.has(this.viewState?.imageId ?? "");
  }

  /** Undefined while the element is not on the page. */
  get view(): ImageView | undefined {
    return this.#view;
  }

  /** Resolves when what was last given is on the screen, or cannot be. */
  get shown(): Promise<void> {
    return this.#shown;
  }

  /** What is on the screen, as of now. */
  get state(): ViewState | undefined {
    return this.#view?.state;
  }

  /** Gives the keyboard to the image. */
  focusImage(): void {
    this.renderRoot.querySelector<HTMLDivElement>(".stage")?.focus();
  }

  /** Brings an image of the series into view; a plane goes to where it lies. */
  goToImage(index: number): void {
    const { series } = this;
    if (!(this.#view instanceof PlaneView)) this.#view?.goTo(index);
    else if (series) {
      const centre = imagePlanes(series)[index]?.centre;
      if (centre) this.#view.goToSlice([...centre]);
    }
  }

  /** Brings a point of the patient into view, mm; a stack that does not reach there stays. */
  goToPoint(world: Vector3): void {
    const { series } = this;
    if (this.#view instanceof PlaneView) this.#view.goToPoint([...world]);
    else if (series) {
      const index = imageAtPoint(series, world);
      if (index !== undefined) this.#view?.goTo(index);
    }
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
    this.#shown = this.#show();
  }

  protected override firstUpdated(): void {
    this.#open();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("series") || changed.has("volume")) this.#shown = this.#show();
  }

  override render(): TemplateResult {
    return html`<div
        class="stage"
        part="stage"
        tabindex="0"
        role="img"
        aria-label=${this.#label()}
        @contextmenu=${(event: Event) => event.preventDefault()}
        @pointerdown=${this.#activate}
        @wheel=${{ handleEvent: this.#activate, passive: true }}
        @focus=${this.#activate}
        @keydown=${{ handleEvent: letTabPass, capture: true }}
        @dragover=${this.#onDragOver}
        @dragleave=${() => {
          this.dropping = false;
        }}
        @drop=${this.#onDrop}
      ></div>
      ${this.dropping ? html`<div class="dropping"></div>` : ""}
      ${this.failed ? html`<p class="failed" role="alert">${msg("This image could not be decoded.")}</p>` : ""}
      ${
        this.series === undefined
          ? html`<p class="empty">${msg("Drag a series here, or choose one from the list.")}</p>`
          : this.#corners(this.series)
      }`;
  }

  #corners(series: Series): TemplateResult {
    const shown = this.viewState;
    return html`<div class="corner top left">
        <div class="strong">${series.patientName}</div>
        <div>${series.description}</div>
        <div class=${this.examination ? "examination" : ""}>
          ${dateText(series.studyDate)}
          ${this.examination ? html`<span class=${this.examination}>${roleText(this.examination)}</span>` : ""}
        </div>
      </div>
      ${
        shown === undefined
          ? ""
          : html`<div class="corner top right number">
                <div class="strong">${shown.index + 1} / ${shown.count}</div>
                ${this.plane === undefined ? "" : html`<div>${planeText(this.plane)}</div>`}
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
    if (this.plane) {
      const plane = planeText(this.plane);
      return msg(str`${plane}, slice ${shown.index + 1} of ${shown.count}, ${this.series.description}`);
    }
    return msg(str`Image ${shown.index + 1} of ${shown.count}, ${this.series.description}`);
  }

  #open(): void {
    const element = this.renderRoot.querySelector<HTMLDivElement>(".stage")!;
    const options = {
      element,
      onChange: () => this.#schedule(),
      onImageError: (imageId: string, error: unknown) => this.#fail(imageId, error),
    };
    this.#view = this.plane ? new PlaneView(this.plane, options) : new StackView(options);
  }

  async #show(): Promise<void> {
    const { series, volume } = this;
    const view = this.#view;
    this.viewState = undefined;
    if (!view || !series) return;
    if (view instanceof StackView) await this.#showStack(view, series);
    else if (view instanceof PlaneView && volume) await view.show(volume.volumeId);
    this.#schedule();
  }

  async #showStack(view: StackView, series: Series): Promise<void> {
    const wanted = series.imageIds.indexOf(this.firstImage ?? "");
    const index = wanted === -1 ? Math.floor(series.imageIds.length / 2) : wanted;
    try {
      await view.show(series.imageIds, index);
    } catch (error) {
      if (series === this.series && view === this.#view) this.#fail(series.imageIds[index]!, error);
    }
  }

  #fail(imageId: string, error: unknown): void {
    if (this.#failed.has(imageId)) return;
    this.#failed.add(imageId);
    this.#schedule();
    this.requestUpdate();
    this.dispatchEvent(new ImageErrorEvent(imageId, error));
  }

  readonly #activate = (): void => {
    this.dispatchEvent(new ActivateEvent());
  };

  readonly #onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes(seriesDragType)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.dropping = true;
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.dropping = false;
    const key = event.dataTransfer?.getData(seriesDragType);
    if (!key) return;
    event.preventDefault();
    this.dispatchEvent(new SeriesDropEvent(key));
  };

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

/** Cornerstone's tools prevent the default of every key on the image: without Tab the focus could not leave it. */
function letTabPass(event: KeyboardEvent): void {
  if (event.key === "Tab") event.stopPropagation();
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-viewport": ResiduaViewport;
  }
}
