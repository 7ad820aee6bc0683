import type { EngineResult } from "../../src/inference/engine.ts";
import { reconstructionValues } from "../../src/scoring/reconstruction-values.ts";
import type { Comparison } from "../overlay.ts";
import type { HostImage, StackViewport, VolumeViewport } from "./host.ts";
import { canvasTransform, type SlicePlane } from "./slice-geometry.ts";
import { SwipeDivider } from "./swipe-divider.ts";

/** Of original and reconstruction alike, ms: one full turn a second, well below three flashes (WCAG 2.3.1). */
const turn = 500;

/** CSS pixels of width up to which hosts' texts in the upper corners meet in the middle, and where they end. */
const [narrow, belowCorners] = [560, 84];

/**
 * Paints the reconstruction over the image on the viewport's own canvas after each of the host's renders, in the
 * image's place and under its window. It has the model's resolution: nothing is invented in between.
 */
export class ReconstructionPainter {
  readonly #viewport: StackViewport | VolumeViewport;
  #comparison: Comparison | undefined;
  #timer: number | undefined;
  /** Which of the two a flicker shows. */
  #showsOriginal = false;
  #divider: SwipeDivider | undefined;
  /** Where the divider is, 0..1 of the width; kept while other modes are chosen. */
  #position = 0.5;
  #known: { readonly result: EngineResult; readonly values: Float32Array | undefined } | undefined;

  constructor(viewport: StackViewport | VolumeViewport) {
    this.#viewport = viewport;
  }

  get comparison(): Comparison | undefined {
    return this.#comparison;
  }

  set comparison(comparison: Comparison | undefined) {
    this.#comparison = comparison;
    this.#showsOriginal = false;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#divide(comparison);
    if (comparison?.mode !== "flicker") return;
    this.#timer = window.setInterval(() => {
      this.#showsOriginal = !this.#showsOriginal;
      if (!this.#viewport.isDisabled) this.#viewport.render();
    }, turn);
  }

  /**
   * @param result of `image`; undefined while there is none
   * @param plane in which `image` lies
   */
  paint(image: HostImage | undefined, result: EngineResult | undefined, plane: SlicePlane | undefined): void {
    const comparison = this.#comparison;
    if (!comparison || this.#showsOriginal || !image || !result) return;
    if (this.#known?.result !== result) this.#known = { result, values: valuesOf(image, result) };
    const { values } = this.#known;
    const properties = this.#viewport.getProperties();
    const { voiRange, invert = false } = properties ?? { voiRange: undefined };
    const { canvas } = this.#viewport;
    const context = canvas.getContext("2d");
    if (!values || !plane || !voiRange || !context) return;
    const transform = canvasTransform(plane, (world) => this.#viewport.worldToCanvas(world));
    if (!transform) return;
    const { a, b, c, d, e, f } = transform;
    const ratio = canvas.width / canvas.clientWidth;
    const { affine, height, width } = result;
    context.save();
    const from = comparison.mode === "swipe" ? this.#position * canvas.width : 0;
    context.beginPath();
    context.rect(from, 0, canvas.width - from, canvas.height);
    context.clip();
    context.setTransform(ratio * a, ratio * b, ratio * c, ratio * d, ratio * e, ratio * f);
    // In the model's pixels; drawing begins at a pixel's edge, half a pixel before its centre.
    context.transform(affine.scaleColumn, 0, 0, affine.scaleRow, affine.offsetColumn, affine.offsetRow);
    context.drawImage(greyPicture(values, width, height, { ...voiRange, invert }), -0.5, -0.5, width, height);
    context.resetTransform();
    label(context, comparison.label, { from, to: canvas.width, ratio });
    context.restore();
  }

  #divide(comparison: Comparison | undefined): void {
    if (comparison?.mode !== "swipe") {
      this.#divider?.dispose();
      this.#divider = undefined;
      return;
    }
    const label = comparison.dividerLabel ?? comparison.label;
    if (this.#divider) this.#divider.label = label;
    this.#divider ??= new SwipeDivider({
      element: this.#viewport.element,
      label,
      position: this.#position,
      onMove: (position) => {
        this.#position = position;
        if (!this.#viewport.isDisabled) this.#viewport.render();
      },
    });
  }

  dispose(): void {
    this.comparison = undefined;
    this.#known = undefined;
  }
}

/** In the values that the host's window is about: its own pixels, scaled or as they are stored. */
function valuesOf(image: HostImage, result: EngineResult): Float32Array | undefined {
  const { rows, columns } = image;
  const pixels = image.voxelManager?.getScalarData() ?? image.getPixelData();
  return reconstructionValues(result, ({ column, row }) =>
    column < 0 || row < 0 || column >= columns || row >= rows ? undefined : pixels[row * columns + column],
  );
}

function greyPicture(
  values: Float32Array,
  width: number,
  height: number,
  { lower, upper, invert }: { lower: number; upper: number; invert: boolean },
): OffscreenCanvas {
  const pixels = new ImageData(width, height);
  for (let index = 0; index < values.length; index++) {
    const share = (values[index]! - lower) / (upper - lower);
    const grey = 255 * (invert ? 1 - share : share);
    pixels.data.fill(grey, 4 * index, 4 * index + 3);
    pixels.data[4 * index + 3] = 255;
  }
  const picture = new OffscreenCanvas(width, height);
  picture.getContext("2d")!.putImageData(pixels, 0, 0);
  return picture;
}

/** So that nobody takes it for the image: in the middle of what is covered, or as much of it as there is room for. */
function label(
  context: CanvasRenderingContext2D,
  text: string,
  { from, to, ratio }: { from: number; to: number; ratio: number },
): void {
  context.font = `600 ${13 * ratio}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "top";
  const half = context.measureText(text).width / 2 + 8 * ratio;
  const middle = Math.max((from + to) / 2, from + half);
  const top = (to < narrow * ratio ? belowCorners : 24) * ratio;
  context.fillStyle = "#000000cc";
  context.fillRect(middle - half, top, 2 * half, 22 * ratio);
  context.fillStyle = "#e3b04b";
  context.fillText(text, middle, top + 4 * ratio);
}
