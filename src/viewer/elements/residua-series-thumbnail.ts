import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sharedStyles } from "../../ui/theme/shared.styles.ts";
import { drawThumbnail } from "../stack/thumbnail.ts";
import { seriesThumbnailStyles } from "./residua-series-thumbnail.styles.ts";

const side = 64;

/**
 * A series' middle image, drawn once it comes into sight; a dark square where it cannot be drawn.
 *
 * @csspart canvas - The picture.
 */
@customElement("residua-series-thumbnail")
export class ResiduaSeriesThumbnail extends LitElement {
  static override readonly styles = [sharedStyles, seriesThumbnailStyles];

  @property() imageId = "";
  @property() modality = "";
  @state() private seen = false;
  #drawn = "";
  #observer: IntersectionObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#observer?.disconnect();
      this.seen = true;
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  override render(): TemplateResult {
    return html`<canvas part="canvas" width=${side} height=${side} aria-hidden="true"></canvas>`;
  }

  protected override updated(): void {
    if (!this.seen || this.imageId === this.#drawn) return;
    this.#drawn = this.imageId;
    const canvas = this.renderRoot.querySelector("canvas")!;
    // The series itself says so when its images cannot be decoded.
    drawThumbnail(canvas, this.imageId, this.modality).catch(() => undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-series-thumbnail": ResiduaSeriesThumbnail;
  }
}
