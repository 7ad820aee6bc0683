import { rgb } from "d3-color";
import { interpolateInferno } from "d3-scale-chromatic";
import type { Affine } from "../../imaging/affine.ts";
import type { Frame } from "../../imaging/frame.ts";
import { mapToImage } from "../../scoring/map-to-image.ts";
import type { FindingSlice } from "../findings.ts";
import type { StackImage } from "../stacks.ts";
import { greyLevels } from "./grey-levels.ts";
import { createPicture, fillBox, type Picture, type Rgb } from "./picture.ts";
import { drawText, lineHeight, textWidth, wrapText } from "./pixel-text.ts";

/** A region's part on one image. */
export interface DrawnRegion {
  readonly number: number;
  readonly members: FindingSlice["members"];
}

export interface DrawKeyImageOptions {
  readonly image: StackImage;
  readonly frame: Frame;
  readonly regions: readonly DrawnRegion[];
  readonly threshold: number;
  /** Of the colours, in the map's units: the model's, the same for every image. */
  readonly display: { readonly lower: number; readonly upper: number };
  readonly unit: string;
  /** Written large below the image. */
  readonly headline: string;
  readonly lines: readonly string[];
}

export interface KeyImagePicture {
  readonly picture: Picture;
  /** Picture pixels for one of the image's. */
  readonly enlargement: number;
}

/** Smaller images are enlarged to this, in whole steps, so that the text below them can be read. */
const smallestSide = 512;
const heatmapOpacity = 0.6;
const white: Rgb = [255, 255, 255];
const outline: Rgb = [255, 209, 102];
const black: Rgb = [0, 0, 0];

/**
 * An image with the heatmap above the threshold and the regions' outlines and numbers; below it, off the anatomy, the
 * text, the scale of the colours and a scale bar.
 */
export function drawKeyImage(options: DrawKeyImageOptions): KeyImagePicture {
  const { geometry } = options.image;
  const { rows, columns } = geometry;
  const enlargement = Math.max(1, Math.ceil(smallestSide / Math.min(rows, columns)));
  const [width, imageHeight] = [columns * enlargement, rows * enlargement];
  const text = Math.max(1, Math.round(width / smallestSide));
  const margin = 4 * text;
  const headline = wrapText(options.headline, width - 2 * margin, 2 * text);
  const lines = options.lines.flatMap((line) => wrapText(line, width - 2 * margin, text));
  const scales = 2 * lineHeight(text);
  const footer =
    2 * margin + headline.length * lineHeight(2 * text) + scales + lines.length * lineHeight(text);
  const picture = createPicture(width, imageHeight + footer);
  paintImage(picture, options, enlargement);
  for (const region of options.regions) paintOutline(picture, region, columns, enlargement);
  for (const region of options.regions) paintNumber(picture, region, columns, enlargement, 2 * text);
  let y = imageHeight + margin;
  for (const line of headline) {
    drawText(picture, line, { x: margin, y, scale: 2 * text, colour: outline });
    y += lineHeight(2 * text);
  }
  paintColours(picture, options, { x: margin, y, scale: text });
  paintScaleBar(picture, geometry.spacing?.column, enlargement, { x: margin, y, scale: text });
  y += scales;
  for (const line of lines) {
    drawText(picture, line, { x: margin, y, scale: text, colour: white });
    y += lineHeight(text);
  }
  return { picture, enlargement };
}

function paintImage(picture: Picture, options: DrawKeyImageOptions, enlargement: number): void {
  const { frame, image, threshold, display } = options;
  const { rows, columns } = image.geometry;
  const { maps, height, width, affine } = image.image.result;
  const larger = enlarged(affine, enlargement);
  const [tall, wide] = [rows * enlargement, columns * enlargement];
  const map = maps.anomaly && mapToImage({ values: maps.anomaly, height, width }, larger, tall, wide);
  const grey = mapToImage(
    { values: Float32Array.from(greyLevels(frame, image.image.dataset)), height: rows, width: columns },
    enlarged({ scaleColumn: 1, scaleRow: 1, offsetColumn: 0, offsetRow: 0 }, enlargement),
    tall,
    wide,
  );
  for (let index = 0; index < grey.length; index++) {
    const level = grey[index]!;
    const value = map?.[index] ?? Number.NaN;
    const at = 3 * index;
    // Outside of what the model saw the map is 0, which may lie above a negative threshold.
    if (!(value > threshold) || value === 0) {
      picture.data.fill(Math.round(level), at, at + 3);
      continue;
    }
    const colour = heatmapColour((value - display.lower) / (display.upper - display.lower));
    for (let channel = 0; channel < 3; channel++) {
      picture.data[at + channel] = Math.round(
        (1 - heatmapOpacity) * level + heatmapOpacity * colour[channel]!,
      );
    }
  }
}

function enlarged(affine: Affine, factor: number): Affine {
  const moved = (offset: number) => (offset + 0.5) * factor - 0.5;
  return {
    scaleColumn: affine.scaleColumn * factor,
    scaleRow: affine.scaleRow * factor,
    offsetColumn: moved(affine.offsetColumn),
    offsetRow: moved(affine.offsetRow),
  };
}

function heatmapColour(position: number): Rgb {
  const { r, g, b } = rgb(interpolateInferno(Math.min(1, Math.max(0, position))));
  return [r, g, b];
}

/** The border between pixels that belong to the region and those that do not. */
function paintOutline(
  picture: Picture,
  { members }: DrawnRegion,
  columns: number,
  enlargement: number,
): void {
  const inside = new Set(members);
  for (const index of members) {
    const column = index % columns;
    const [left, top] = [column * enlargement, Math.floor(index / columns) * enlargement];
    const last = enlargement - 1;
    const line = (dx: number, dy: number, width: number, height: number) =>
      fillBox(picture, { x: left + dx, y: top + dy, width, height }, outline);
    if (column === 0 || !inside.has(index - 1)) line(0, 0, 1, enlargement);
    if (column === columns - 1 || !inside.has(index + 1)) line(last, 0, 1, enlargement);
    if (!inside.has(index - columns)) line(0, 0, enlargement, 1);
    if (!inside.has(index + columns)) line(0, last, enlargement, 1);
  }
}

/** The region's number beside its upper right corner, within the image. */
function paintNumber(
  picture: Picture,
  { number, members }: DrawnRegion,
  columns: number,
  enlargement: number,
  scale: number,
): void {
  let [right, top] = [0, Number.POSITIVE_INFINITY];
  for (const index of members) {
    right = Math.max(right, (index % columns) + 1);
    top = Math.min(top, Math.floor(index / columns));
  }
  const label = String(number);
  const x = Math.min(right * enlargement + scale, columns * enlargement - textWidth(label, scale));
  const y = Math.max(scale, top * enlargement);
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ] as const) {
    drawText(picture, label, { x: x + dx, y: y + dy, scale, colour: black });
  }
  drawText(picture, label, { x, y, scale, colour: outline });
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** What the colours mean: from the lower to the upper end of the display range, black below the threshold. */
function paintColours(
  picture: Picture,
  { display, threshold, unit }: DrawKeyImageOptions,
  { x, y, scale }: Place,
): void {
  const width = Math.floor(picture.width / 2) - 2 * x;
  const height = lineHeight(scale) - 2 * scale;
  const range = display.upper - display.lower;
  fillBox(picture, { x, y, width, height }, (column) => {
    const position = column / Math.max(1, width - 1);
    return display.lower + position * range > threshold ? heatmapColour(position) : [40, 40, 40];
  });
  const words = `Anomaly ${short(display.lower)} to ${short(display.upper)} ${unit}, shown above ${short(threshold)}`;
  const most = Math.max(1, Math.floor(width / textWidth("0", scale)));
  drawText(picture, words.slice(0, most), { x, y: y + lineHeight(scale), scale, colour: white });
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A bar of 1, 2 or 5 times a power of ten, at most a third of the picture wide; none where the spacing is unknown. */
function paintScaleBar(
  picture: Picture,
  columnSpacing: number | undefined,
  enlargement: number,
  { x, y, scale }: Place,
): void {
  if (columnSpacing === undefined) return;
  const pixelsPerMm = enlargement / columnSpacing;
  const most = picture.width / 3 / pixelsPerMm;
  const power = 10 ** Math.floor(Math.log10(most));
  const mm = power * ([5, 2, 1].find((digit) => digit * power <= most) ?? 1);
  const width = Math.round(mm * pixelsPerMm);
  const left = picture.width - x - width;
  const middle = y + 4 * scale;
  fillBox(picture, { x: left, y: middle, width, height: scale }, white);
  for (const end of [left, left + width - scale]) {
    fillBox(picture, { x: end, y: y + scale, width: scale, height: 6 * scale }, white);
  }
  const label = `${mm} mm`;
  drawText(picture, label, {
    x: picture.width - x - textWidth(label, scale),
    y: y + lineHeight(scale),
    scale,
    colour: white,
  });
}
