import font from "oled-font-5x7";
import { type Picture, type Rgb, setPixel } from "./picture.ts";

const glyphs = new Map(
  font.lookup.map((character, index) => [
    character,
    font.fontData.slice(index * font.width, (index + 1) * font.width),
  ]),
);
const advance = font.width + 1;

export interface TextStyle {
  readonly x: number;
  /** Of the text's upper edge. */
  readonly y: number;
  /** Pixels of the picture for one of the font. */
  readonly scale: number;
  readonly colour: Rgb;
}

/** Height of a line with the gap below it. */
export function lineHeight(scale: number): number {
  return (font.height + 3) * scale;
}

export function textWidth(text: string, scale: number): number {
  return text.length * advance * scale;
}

/** Writes a line in a font of 5 x 7 pixels; characters that it does not have become question marks. */
export function drawText(picture: Picture, text: string, { x, y, scale, colour }: TextStyle): void {
  [...text].forEach((character, place) => {
    const columns = glyphs.get(character) ?? glyphs.get("?")!;
    columns.forEach((bits, column) => {
      for (let row = 0; row < font.height; row++) {
        if (((bits >> row) & 1) === 0) continue;
        const left = x + (place * advance + column) * scale;
        for (let dx = 0; dx < scale; dx++) {
          for (let dy = 0; dy < scale; dy++) setPixel(picture, left + dx, y + row * scale + dy, colour);
        }
      }
    });
  });
}

/** Breaks a text into lines that are no wider than this, between words where it can. */
export function wrapText(text: string, width: number, scale: number): string[] {
  const most = Math.max(1, Math.floor(width / (advance * scale)));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= most) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (line.length > most) {
      lines.push(line.slice(0, most));
      line = line.slice(most);
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}
