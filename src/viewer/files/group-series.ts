import type { Vector3 } from "../../imaging/frame.ts";
import type { OpenedImage, Series } from "./series.ts";

/**
 * Sorts images into series: by Series Instance UID, then by size, colour and direction, since a stack holds images
 * of one kind only. Within a series they go by position along the normal, else by instance number, else by name.
 */
export function groupSeries(images: readonly OpenedImage[]): Series[] {
  const groups = new Map<string, OpenedImage[]>();
  for (const image of images) {
    const key = seriesKey(image);
    const group = groups.get(key);
    if (group) group.push(image);
    else groups.set(key, [image]);
  }
  return [...groups].map(([key, members]) => toSeries(key, members)).sort(compareSeries);
}

function seriesKey({ header, imageIds }: OpenedImage): string {
  // Without a UID there is nothing that says which images belong together.
  if (header.seriesInstanceUID === "") return `single/${imageIds[0]}`;
  const { rows, columns, samplesPerPixel, frames } = header;
  const direction = [...(header.rowCosines ?? []), ...(header.columnCosines ?? [])]
    .map((value) => value.toFixed(2))
    .join(",");
  const kind = frames > 1 ? imageIds[0] : "";
  return [header.seriesInstanceUID, rows, columns, samplesPerPixel, direction, kind].join("/");
}

function toSeries(key: string, members: readonly OpenedImage[]): Series {
  const images = sortImages(members);
  const { header, fileName } = images[0]!;
  return {
    key,
    description: header.seriesDescription || header.studyDescription || fileName,
    studyDescription: header.studyDescription,
    studyDate: header.studyDate,
    modality: header.modality,
    patientName: header.patientName,
    seriesNumber: header.seriesNumber,
    images,
    imageIds: images.flatMap(({ imageIds }) => imageIds),
  };
}

function sortImages(images: readonly OpenedImage[]): OpenedImage[] {
  const byName = (a: OpenedImage, b: OpenedImage) =>
    a.fileName.localeCompare(b.fileName, undefined, { numeric: true });
  const positions = images.map(({ header }) => alongNormal(header));
  const distinct = new Set(positions.map((position) => position?.toFixed(3)));
  if (!distinct.has(undefined) && distinct.size === images.length) {
    const order = new Map(images.map((image, index) => [image, positions[index]!]));
    return [...images].sort((a, b) => order.get(a)! - order.get(b)!);
  }
  return [...images].sort(
    (a, b) => (a.header.instanceNumber ?? 0) - (b.header.instanceNumber ?? 0) || byName(a, b),
  );
}

/** Distance of an image along the normal of its plane, mm (PS3.3 C.7.6.2.1.1). */
function alongNormal({ position, rowCosines, columnCosines }: OpenedImage["header"]): number | undefined {
  if (!position || !rowCosines || !columnCosines) return undefined;
  const [a, b, c] = rowCosines;
  const [d, e, f] = columnCosines;
  const normal: Vector3 = [b * f - c * e, c * d - a * f, a * e - b * d];
  return normal[0] * position[0] + normal[1] * position[1] + normal[2] * position[2];
}

function compareSeries(a: Series, b: Series): number {
  return (
    a.studyDate.localeCompare(b.studyDate) ||
    (a.seriesNumber ?? 0) - (b.seriesNumber ?? 0) ||
    a.description.localeCompare(b.description)
  );
}
