export interface VoxelType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
}

/** The data types of one real number a voxel that fit into a double, by their code (nifti1.h, DT_*). */
export const voxelTypes: Readonly<Record<number, VoxelType>> = {
  2: { bytes: 1, read: (view, at) => view.getUint8(at) },
  256: { bytes: 1, read: (view, at) => view.getInt8(at) },
  4: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  512: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  8: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  768: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  16: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  64: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
};
