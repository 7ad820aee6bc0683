import type { Loop } from "./mask-outline.ts";
import { type CanvasTransform, toCanvas } from "./slice-geometry.ts";

export interface LayerShape {
  /** In image pixels. */
  readonly loops: readonly Loop[];
  readonly colour: string;
  readonly label?: string | undefined;
}

const svgNamespace = "http://www.w3.org/2000/svg";
const labelGap = 4;

/** An SVG over a viewport's canvas with shapes in image pixels, as sharp at any zoom. */
export class OutlineLayer {
  readonly #element: HTMLElement;
  #svg: SVGSVGElement | undefined;
  #group: SVGGElement | undefined;
  #labels: { readonly text: SVGTextElement; readonly shape: LayerShape }[] = [];

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** Draws these and no others; `update` places them. */
  set shapes(shapes: readonly LayerShape[]) {
    this.#svg?.remove();
    this.#svg = undefined;
    this.#group = undefined;
    this.#labels = [];
    if (shapes.length === 0) return;
    const svg = create("svg", {
      class: "residua-outlines",
      "aria-hidden": "true",
      width: "100%",
      height: "100%",
    });
    svg.style.cssText = "position:absolute;inset:0;pointer-events:none;overflow:hidden";
    const group = create("g", { fill: "none", "stroke-linejoin": "round" });
    for (const shape of shapes) group.append(...paths(shape));
    svg.append(group);
    for (const shape of shapes) {
      if (!shape.label) continue;
      const text = create("text", {
        fill: shape.colour,
        stroke: "#000",
        "stroke-width": "3",
        "paint-order": "stroke",
        "font-family": "system-ui, sans-serif",
        "font-size": "12",
      });
      text.textContent = shape.label;
      svg.append(text);
      this.#labels.push({ text, shape });
    }
    this.#svg = svg;
    this.#group = group;
    (this.#element.querySelector(".viewport-element") ?? this.#element).append(svg);
  }

  /** Follows zoom, pan, rotation and flips. */
  update(transform: CanvasTransform | undefined): void {
    if (!this.#svg || !this.#group) return;
    this.#svg.style.visibility = transform ? "visible" : "hidden";
    if (!transform) return;
    const { a, b, c, d, e, f } = transform;
    this.#group.setAttribute("transform", `matrix(${a} ${b} ${c} ${d} ${e} ${f})`);
    for (const { text, shape } of this.#labels) {
      // Beside the shape as it is seen, never mirrored with the image.
      const points = shape.loops.flat().map((point) => toCanvas(transform, point));
      text.setAttribute("x", String(Math.max(...points.map(([x]) => x)) + labelGap));
      text.setAttribute("y", String(Math.min(...points.map(([, y]) => y)) - labelGap));
    }
  }

  dispose(): void {
    this.shapes = [];
  }
}

/** A dark line under the coloured one keeps it legible on bright tissue. */
function paths({ loops, colour }: LayerShape): SVGPathElement[] {
  const d = loops.map((loop) => `M${loop.map(({ column, row }) => `${column} ${row}`).join("L")}Z`).join("");
  const line = { d, "vector-effect": "non-scaling-stroke" };
  return [
    create("path", { ...line, stroke: "#000", "stroke-opacity": "0.6", "stroke-width": "4" }),
    create("path", { ...line, stroke: colour, "stroke-width": "2" }),
  ];
}

function create<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
