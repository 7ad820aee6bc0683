import type { KeyImage, ReportContent } from "./report-content.ts";
import {
  closingText,
  headingTexts,
  imageTexts,
  originRows,
  regionTexts,
  seriesTexts,
} from "./report-text.ts";

const width = 1600;
const margin = 48;
const picture = 480;
const gap = 28;
const [ink, quiet, warning] = ["#14181d", "#46505c", "#8a1f1f"] as const;
const family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif';
const [normal, heading] = [22, 26] as const;

interface Line {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
}

/** The report's key images on one canvas, each with its scores, below what they are of and what made them. */
export function drawReport(content: ReportContent): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d")!;
  const { title, notice } = headingTexts();
  const unit = content.model.maps.anomaly?.unit ?? "";
  const wide = width - 2 * margin;
  const top = wrapAll(
    context,
    [
      { text: title, size: 40, weight: 600, colour: ink },
      { text: notice, size: heading, weight: 600, colour: warning },
      ...originRows(content).map(([name, value]) => plain(`${name}: ${value}`)),
      ...seriesTexts(content).map((text) => ({ ...plain(text), colour: ink })),
    ],
    wide,
  );
  const rows = content.images.map((image) => ({
    image,
    height: (picture * image.plain.height) / image.plain.width,
    lines: wrapAll(context, captions(image, content, unit), wide - 2 * (picture + gap)),
  }));
  const bottom = wrapAll(context, [plain(closingText())], wide);
  const rowHeight = (row: (typeof rows)[number]) => Math.max(row.height, heightOf(row.lines));
  canvas.width = width;
  canvas.height = Math.ceil(
    2 * margin +
      heightOf(top) +
      gap +
      rows.reduce((sum, row) => sum + rowHeight(row) + gap, 0) +
      heightOf(bottom),
  );
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  let y = drawLines(context, top, margin, margin) + gap;
  for (const row of rows) {
    context.drawImage(row.image.plain, margin, y, picture, row.height);
    context.drawImage(row.image.overlaid, margin + picture + gap, y, picture, row.height);
    drawLines(context, row.lines, margin + 2 * (picture + gap), y);
    y += rowHeight(row) + gap;
  }
  drawLines(context, bottom, margin, y);
  return canvas;
}

function captions(image: KeyImage, content: ReportContent, unit: string): Line[] {
  const [first = "", ...texts] = imageTexts(image, content);
  return [
    { text: first, size: heading, weight: 600, colour: ink },
    ...texts.map((text) => ({ ...plain(text), colour: ink })),
    ...regionTexts(image, unit).map(plain),
  ];
}

const plain = (text: string): Line => ({ text, size: normal, weight: 400, colour: quiet });
const fontOf = ({ size, weight }: Line) => `${weight} ${size}px ${family}`;
const leading = (line: Line) => Math.round(line.size * 1.45);
const heightOf = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + leading(line), 0);

function drawLines(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  x: number,
  top: number,
): number {
  context.textBaseline = "top";
  let y = top;
  for (const line of lines) {
    context.font = fontOf(line);
    context.fillStyle = line.colour;
    context.fillText(line.text, x, y);
    y += leading(line);
  }
  return y;
}

function wrapAll(context: CanvasRenderingContext2D, lines: readonly Line[], most: number): Line[] {
  return lines.flatMap((line) => {
    context.font = fontOf(line);
    return wrap(line.text, (text) => context.measureText(text).width <= most).map((text) => ({
      ...line,
      text,
    }));
  });
}

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** Breaks between words, also where no spaces stand between them as in Chinese; and inside what is too long, as a hash. */
export function wrap(text: string, fits: (text: string) => boolean): string[] {
  const lines: string[] = [];
  let line = "";
  const put = (part: string) => {
    if (fits(line + part)) {
      line += part;
      return;
    }
    if (line !== "") lines.push(line.trimEnd());
    line = part.trimStart();
  };
  for (const { segment } of words.segment(text)) {
    if (fits(segment)) put(segment);
    else for (const character of segment) put(character);
  }
  return line === "" ? lines : [...lines, line];
}
