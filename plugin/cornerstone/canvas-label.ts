export interface CanvasLabel {
  /** Written below each other where they are too long for one line. */
  readonly parts: readonly string[];
  /** CSS pixels from the canvas's upper edge, or from its lower one. */
  readonly at: { readonly top: number } | { readonly bottom: number };
  readonly background: string;
  readonly colour: string;
}

const lineHeight = 20;
const padding = 8;

/** Writes over a viewport's canvas, in its middle, at the same size at any zoom and resolution. */
export function paintLabel(canvas: HTMLCanvasElement, { parts, at, background, colour }: CanvasLabel): void {
  const context = canvas.getContext("2d");
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!context || width === 0) return;
  const ratio = canvas.width / width;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = "600 13px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  const lines = toLines(parts, (text) => context.measureText(text).width <= width - 2 * padding);
  const broadest = Math.max(...lines.map((line) => context.measureText(line).width));
  const tall = lines.length * lineHeight + 2;
  const top = "top" in at ? at.top : height - at.bottom - tall;
  context.fillStyle = background;
  context.fillRect(width / 2 - broadest / 2 - padding, top, broadest + 2 * padding, tall);
  context.fillStyle = colour;
  for (const [index, line] of lines.entries()) {
    context.fillText(line, width / 2, top + 1 + (index + 0.5) * lineHeight);
  }
  context.restore();
}

function toLines(parts: readonly string[], fits: (text: string) => boolean): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = [...lines.slice(-1), part].join(" · ");
    if (lines.length > 0 && fits(joined)) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}
