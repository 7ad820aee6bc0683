import { DataError } from "../../errors/index.ts";
import { createFrame } from "../../imaging/create-frame.ts";
import type { Frame } from "../../imaging/frame.ts";
import { axialLayout } from "./axial-layout.ts";
import { readNiftiHeader } from "./header.ts";
import { inflateHead, inflateNifti } from "./inflate.ts";

/** How many axial slices a NIfTI file has. @param head the file's first bytes, `niftiHeadBytes` or more. @throws DataError */
export function niftiSlices(head: Uint8Array): number {
  return axialLayout(readNiftiHeader(inflateHead(head))).slices;
}

/**
 * Reads the axial slices of a NIfTI volume (.nii, .nii.gz), from feet to head, as radiologists see them. The scaling
 * of the header is applied once, to the units it gives. Frames count from 1; a file that does not say how the volume
 * lies gives frames without a plane.
 *
 * @param wanted frame numbers; all when absent
 * @throws DataError when it is no NIfTI volume, is damaged or too large; DicomError when a slice has an unusable size;
 *   the signal's reason when aborted
 */
export async function* readNifti(
  file: Uint8Array,
  { wanted, signal }: { wanted?: readonly number[]; signal?: AbortSignal } = {},
): AsyncGenerator<Frame> {
  const bytes = await inflateNifti(file);
  const header = readNiftiHeader(bytes);
  const layout = axialLayout(header);
  const { rows, columns, slices, columnStep, rowStep } = layout;
  const { type, offset, littleEndian, slope, intercept, oriented } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < offset + rows * columns * slices * type.bytes) {
    throw new DataError("The NIfTI file ends before its last voxel; copy it again.");
  }
  for (const frameNumber of wanted ?? Array.from({ length: slices }, (_, i) => i + 1)) {
    signal?.throwIfAborted();
    if (!(frameNumber >= 1 && frameNumber <= slices)) {
      throw new DataError(`The NIfTI file has ${slices} slices; there is no slice ${frameNumber}.`);
    }
    const start = layout.start(frameNumber - 1);
    const pixels = new Float64Array(rows * columns);
    for (let row = 0, i = 0; row < rows; row++) {
      let voxel = start + row * rowStep;
      for (let column = 0; column < columns; column++, i++, voxel += columnStep) {
        pixels[i] = type.read(view, offset + voxel * type.bytes, littleEndian);
      }
    }
    const frame = createFrame({
      pixels,
      rows,
      columns,
      photometricInterpretation: "MONOCHROME2",
      modalityLut: { slope, intercept },
      spacing: layout.spacing,
      SOPInstanceUID: "",
      ...(oriented && {
        imageOrientationPatient: layout.orientation,
        imagePositionPatient: layout.position(frameNumber - 1),
      }),
    });
    yield { ...frame, frameNumber };
  }
}
