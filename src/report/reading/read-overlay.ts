import { text } from "../dataset.ts";
import { readDicomObject } from "../dicom-file.ts";
import { parametricMapStorage } from "../parametric-map.ts";
import { type ReadParametricMap, readParametricMap } from "./read-parametric-map.ts";
import { type ReadSegmentation, readSegmentation } from "./read-segmentation.ts";
import { unreadable } from "./unreadable.ts";

/** An object that lies over images. */
export type ReadOverlay =
  | { readonly kind: "segmentation"; readonly object: ReadSegmentation; readonly description: string }
  | { readonly kind: "map"; readonly object: ReadParametricMap; readonly description: string };

const mostBytes = 2 ** 29;
/** Implicit and Explicit VR Little Endian: in all others pixels are compressed or swapped. */
const plainSyntaxes = ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"];

/**
 * Reads a file that holds a Segmentation or a Parametric Map, from whoever it comes.
 *
 * @throws DicomError, with `details.reason` of unreadable.ts, for what cannot be shown
 */
export function readOverlay(bytes: Uint8Array): ReadOverlay {
  if (bytes.length > mostBytes) throw unreadable("too-large");
  const { dataset, transferSyntax } = readDicomObject(bytes);
  if (!plainSyntaxes.includes(transferSyntax)) throw unreadable("compressed");
  const description = text(dataset, "SeriesDescription") ?? "";
  if (text(dataset, "SOPClassUID") === parametricMapStorage) {
    return { kind: "map", object: readParametricMap(dataset), description };
  }
  return { kind: "segmentation", object: readSegmentation(dataset), description };
}
