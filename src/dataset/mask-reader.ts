import { readFile } from "node:fs/promises";
import { DataError } from "../errors/index.ts";
import type { Frame } from "../imaging/frame.ts";
import { imageToPatient } from "../imaging/patient-space.ts";
import { imageFormat } from "./image-format.ts";
import { readNifti } from "./nifti/read-nifti.ts";
import { decodeMask, type Mask } from "./read-mask.ts";

/** Where a slice of a volume lies, as of the frame it was read as. */
type Place = Pick<Frame, "plane" | "spacing" | "rows" | "columns">;

/** All slices of a mask, from feet to head. */
type Volume = readonly (Mask & Place)[];

/**
 * Reads the masks of images: a PNG, or the image's slice of a NIfTI volume, found by where it lies in the patient. The
 * last volume stays in memory, since images mostly come in order.
 */
export class MaskReader {
  #path = "";
  #mask: Mask | Volume | undefined;

  /**
   * @param path of the mask
   * @param frame the image it belongs to
   * @returns [rows, columns] of the image: 1 where marked, else 0
   * @throws DataError when the mask cannot be read, or does not lie on the image
   */
  async read(path: string, frame: Frame): Promise<Uint8Array> {
    if (this.#mask === undefined || this.#path !== path) {
      this.#mask = undefined;
      this.#mask = await readAny(path);
      this.#path = path;
    }
    const mask = "pixels" in this.#mask ? this.#mask : sliceOf(this.#mask, frame, path);
    if (mask.rows === frame.rows && mask.columns === frame.columns) return mask.pixels;
    throw new DataError(
      `The mask ${path} has ${mask.columns} x ${mask.rows} pixels, its image ${frame.columns} x ${frame.rows}.`,
    );
  }
}

async function readAny(path: string): Promise<Mask | Volume> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new DataError(`The mask ${path} cannot be read; check the index.`, { cause });
  });
  if (imageFormat(bytes) !== "nifti") return decodeMask(bytes, path);
  const slices: (Mask & Place)[] = [];
  try {
    for await (const { pixels, rows, columns, plane, spacing } of readNifti(bytes)) {
      const marked = Uint8Array.from(pixels, (value) => (value > 0 ? 1 : 0));
      slices.push({ pixels: marked, rows, columns, ...(plane && { plane }), ...(spacing && { spacing }) });
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`The mask ${path} cannot be read: ${reason}`, { cause });
  }
  return slices;
}

function sliceOf(volume: Volume, frame: Frame, path: string): Mask {
  const oriented = volume[0]?.plane !== undefined;
  if (oriented !== (frame.plane !== undefined)) {
    const [says, silent] = oriented ? ["mask", "image"] : ["image", "mask"];
    throw new DataError(
      `The ${says} says how it lies in the patient, the ${silent} does not (mask ${path}); give both the same header.`,
    );
  }
  const slice = oriented ? volume.find((each) => coincide(each, frame)) : volume[frame.frameNumber - 1];
  if (slice !== undefined) return slice;
  throw new DataError(
    `No slice of the mask ${path} lies on slice ${frame.frameNumber} of its image; resample it to the image's grid.`,
  );
}

/** Whether three corners of both lie within half a pixel of each other. */
function coincide(slice: Place, frame: Place): boolean {
  const spacing = frame.spacing ?? { row: 1, column: 1 };
  const most = Math.min(spacing.row, spacing.column) / 2;
  const corners = ({ rows, columns, ...place }: Place) =>
    [
      { row: 0, column: 0 },
      { row: rows - 1, column: 0 },
      { row: 0, column: columns - 1 },
    ].map((point) => imageToPatient(place, point));
  const others = corners(frame);
  return corners(slice).every((corner, i) => {
    const other = others[i];
    if (corner === undefined || other === undefined) return false;
    return Math.hypot(...corner.map((x, axis) => x - other[axis]!)) < most;
  });
}
