/**
 * A map between two pixel grids: column' = a·column + c, row' = e·row + f; pixel centres lie at whole numbers.
 * Residua only crops and stretches along the axes of the image, so there are no shear terms.
 */
export interface Affine {
  /** Columns of the image a column of the model spans. */
  readonly scaleColumn: number;
  readonly scaleRow: number;
  readonly offsetColumn: number;
  readonly offsetRow: number;
}

export interface PixelPoint {
  readonly column: number;
  readonly row: number;
}

export function applyAffine(affine: Affine, point: PixelPoint): PixelPoint {
  return {
    column: affine.scaleColumn * point.column + affine.offsetColumn,
    row: affine.scaleRow * point.row + affine.offsetRow,
  };
}

export function invertAffine(affine: Affine): Affine {
  return {
    scaleColumn: 1 / affine.scaleColumn,
    scaleRow: 1 / affine.scaleRow,
    offsetColumn: -affine.offsetColumn / affine.scaleColumn,
    offsetRow: -affine.offsetRow / affine.scaleRow,
  };
}
