import { localized, msg, str } from "@lit/localize";
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { heatmapColour } from "./colormaps.ts";
import { formatNumber } from "./localization/format.ts";
import { reconstructionsStyles } from "./residua-reconstructions.styles.ts";
import { sharedStyles } from "./theme/shared.styles.ts";

/** An image and what a network makes of it: [height, width] each, in [0, 1]. */
export interface Reconstruction {
  readonly input: Float32Array;
  readonly mean: Float32Array;
}

/** The difference that has the colours' bright end: always the same, so that epochs can be compared. */
const largestDifference = 0.5;
const rows = ["input", "mean", "difference"] as const;
type Row = (typeof rows)[number];

/**
 * Images, their reconstructions, and how far they differ.
 *
 * @csspart image - Each picture.
 */
@customElement("residua-reconstructions")
@localized()
export class ResiduaReconstructions extends LitElement {
  static override readonly styles = [sharedStyles, reconstructionsStyles];

  @property({ attribute: false }) images: readonly Reconstruction[] = [];
  /** Pixels. */
  @property({ type: Number }) height = 0;
  @property({ type: Number }) width = 0;

  override render(): TemplateResult {
    if (this.images.length === 0) return html``;
    return html`<table>
      <caption class="visually-hidden">
        ${msg("Held-out images and their reconstructions")}
      </caption>
      <colgroup>
        <col class="names" />
        <col span=${this.images.length} />
      </colgroup>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            <th scope="row">${this.#name(row)}</th>
            ${this.images.map(
              (_, index) => html`<td>
                <canvas
                  part="image"
                  data-row=${row}
                  data-index=${index}
                  width=${this.width}
                  height=${this.height}
                  role="img"
                  aria-label=${msg(str`${this.#name(row)}, image ${formatNumber(index + 1)}`)}
                ></canvas>
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("images") && !changed.has("height") && !changed.has("width")) return;
    for (const canvas of this.renderRoot.querySelectorAll("canvas")) {
      const image = this.images[Number(canvas.dataset.index)];
      if (image) this.#draw(canvas, image, canvas.dataset.row as Row);
    }
  }

  #name(row: Row): string {
    switch (row) {
      case "input":
        return msg("Input");
      case "mean":
        return msg("Reconstruction");
      case "difference":
        return msg(str`Difference, 0 to ${formatNumber(largestDifference)}`);
    }
  }

  #draw(canvas: HTMLCanvasElement, { input, mean }: Reconstruction, row: Row): void {
    const context = canvas.getContext("2d");
    if (!context || input.length !== this.width * this.height) return;
    const picture = context.createImageData(this.width, this.height);
    for (let index = 0; index < input.length; index += 1) {
      const [red, green, blue] =
        row === "difference"
          ? differenceColour(input[index]! - mean[index]!)
          : greyOf((row === "input" ? input : mean)[index]!);
      picture.data.set([red, green, blue, 255], 4 * index);
    }
    context.putImageData(picture, 0, 0);
  }
}

function greyOf(value: number): [number, number, number] {
  const grey = Math.round(255 * Math.min(1, Math.max(0, value)));
  return [grey, grey, grey];
}

function differenceColour(difference: number): [number, number, number] {
  const { red, green, blue } = heatmapColour("inferno", Math.abs(difference) / largestDifference);
  return [red, green, blue];
}

declare global {
  interface HTMLElementTagNameMap {
    "residua-reconstructions": ResiduaReconstructions;
  }
}
