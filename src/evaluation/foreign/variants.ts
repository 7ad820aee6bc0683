import type { Frame } from "../../imaging/frame.ts";

/** What befalls images on their way, without their tags telling of it. */
export const variantNames = ["turned 90°", "turned 180°", "turned 270°", "inverted", "cropped"] as const;
export type VariantName = (typeof variantNames)[number];

/** The frame's pixels as a faulty export would leave them; its tags and where it lies stay as they are. */
export function makeVariant(frame: Frame, name: VariantName): Frame {
  switch (name) {
    case "turned 90°":
      return turned(frame, 1);
    case "turned 180°":
      return turned(frame, 2);
    case "turned 270°":
      return turned(frame, 3);
    case "inverted":
      return {
        ...frame,
        photometricInterpretation:
          frame.photometricInterpretation === "MONOCHROME1" ? "MONOCHROME2" : "MONOCHROME1",
      };
    case "cropped":
      return cropped(frame);
  }
}

/** The frame as if nothing were known of it but its pixels. */
export function withoutTags({ plane: _, tags: __, ...frame }: Frame): Frame {
  return { ...frame, tags: {} };
}

function turned(frame: Frame, quarters: number): Frame {
  let result = frame;
  for (let turn = 0; turn < quarters; turn++) {
    const { rows, columns, pixels, padding, spacing } = result;
    const turn90 = <T extends Float32Array | Uint8Array>(from: T): T => {
      const to = from.slice() as T;
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          to[column * rows + rows - 1 - row] = from[row * columns + column]!;
        }
      }
      return to;
    };
    result = {
      ...result,
      pixels: turn90(pixels),
      ...(padding ? { padding: turn90(padding) } : {}),
      rows: columns,
      columns: rows,
      ...(spacing ? { spacing: { row: spacing.column, column: spacing.row } } : {}),
    };
  }
  return result;
}

/** The middle half of its rows and columns. */
function cropped(frame: Frame): Frame {
  const rows = frame.rows >> 1;
  const columns = frame.columns >> 1;
  const [top, left] = [frame.rows >> 2, frame.columns >> 2];
  const cut = <T extends Float32Array | Uint8Array>(from: T): T => {
    const to = from.slice(0, rows * columns) as T;
    for (let row = 0; row < rows; row++) {
      const start = (row + top) * frame.columns + left;
      to.set(from.subarray(start, start + columns), row * columns);
    }
    return to;
  };
  const { padding } = frame;
  return {
    ...frame,
    pixels: cut(frame.pixels),
    ...(padding ? { padding: cut(padding) } : {}),
    rows,
    columns,
  };
}
