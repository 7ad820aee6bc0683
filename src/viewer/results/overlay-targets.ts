import { frameGeometry } from "../../imaging/frame-geometry.ts";
import type { TargetImage } from "../../report/reading/place-frames.ts";
import type { OpenedImage, Series } from "../files/series.ts";

/** An image of the page, as overlays are placed on it. */
export interface PageTarget extends TargetImage {
  readonly imageId: string;
}

const known = new WeakMap<Series, readonly PageTarget[]>();

/** The images of a series with what their headers say of where they lie. */
export function overlayTargets(series: Series): readonly PageTarget[] {
  const targets = known.get(series) ?? series.images.flatMap(targetsOf);
  known.set(series, targets);
  return targets;
}

function targetsOf({ header, imageIds }: OpenedImage): PageTarget[] {
  const { SOPInstanceUID, rows, columns, frameOfReferenceUID, pixelSpacing } = header;
  const { position, rowCosines, columnCosines } = header;
  // Frames of one file lie in places of their own, which its overlays refer to by their numbers.
  const isSingle = imageIds.length === 1;
  const geometry = frameGeometry({
    ...(pixelSpacing ? { spacing: { row: pixelSpacing[0], column: pixelSpacing[1] } } : {}),
    ...(position && isSingle ? { imagePositionPatient: position } : {}),
    ...(rowCosines && columnCosines && isSingle
      ? { imageOrientationPatient: [...rowCosines, ...columnCosines] }
      : {}),
  });
  return imageIds.map((imageId, index) => ({
    imageId,
    SOPInstanceUID,
    frameNumber: index + 1,
    frameOfReferenceUID,
    rows,
    columns,
    ...geometry,
  }));
}
