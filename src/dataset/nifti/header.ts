import { NIFTI1, NIFTI2 } from "nifti-reader-js";
import { DataError } from "../../errors/index.ts";
import { type VoxelType, voxelTypes } from "./voxel-type.ts";

/** 512 x 512 x 1024. */
const mostVoxels = 2 ** 28;
const mostBytes = 2 ** 30;

type Triple = readonly [number, number, number];

export interface NiftiHeader {
  /** Voxels along i, j and k; i changes fastest. */
  readonly lengths: Triple;
  readonly type: VoxelType;
  readonly littleEndian: boolean;
  /** Bytes before the first voxel. */
  readonly offset: number;
  readonly slope: number;
  readonly intercept: number;
  /** Rows x, y, z: from voxel to mm, +x right, +y anterior, +z head. */
  readonly affine: readonly (readonly number[])[];
  /** False when the file does not say how the volume lies: the affine then only holds the voxel's size. */
  readonly oriented: boolean;
}

/** How many bytes from the file's start `readNiftiHeader` needs. */
export const niftiHeaderBytes = 540;

export function isNifti(bytes: Uint8Array): boolean {
  const text = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 3));
  const version = headerVersion(bytes);
  return (version === 1 && text(344) === "n+1") || (version === 2 && text(4) === "n+2");
}

/**
 * Reads the header of a NIfTI-1 or NIfTI-2 file, either byte order.
 *
 * @param bytes the file's beginning, inflated
 * @throws DataError when it is no single-file NIfTI, or holds no volume of real numbers of reasonable size
 */
export function readNiftiHeader(bytes: Uint8Array): NiftiHeader {
  if (!isNifti(bytes)) throw new DataError("The file is not NIfTI (.nii), or its image is in another file.");
  const isFirst = headerVersion(bytes) === 1;
  const header = isFirst ? new NIFTI1() : new NIFTI2();
  // No longer than the header itself: extensions are not looked at.
  const length = isFirst ? NIFTI1.STANDARD_HEADER_SIZE : niftiHeaderBytes;
  if (bytes.length < length) throw new DataError("The NIfTI file ends within its header; copy it again.");
  header.readHeader(bytes.slice(0, length).buffer as ArrayBuffer);

  const { dims, datatypeCode, littleEndian, vox_offset: offset } = header;
  const type = voxelTypes[datatypeCode];
  if (type === undefined) {
    throw new DataError(
      `The NIfTI file's voxels are no real numbers that Residua reads (type ${datatypeCode}).`,
    );
  }
  const count = dims[0] ?? 0;
  const lengths = [1, 2, 3].map((axis) => (axis <= count ? dims[axis]! : 1)) as [number, number, number];
  const further = dims.slice(4, count + 1).reduce((product, n) => product * n, 1);
  if (count < 2 || count > 7 || further !== 1) {
    throw new DataError("The NIfTI file does not hold one volume; export each volume of a series as a file.");
  }
  const voxels = lengths[0] * lengths[1] * lengths[2];
  const isLength = (n: number) => Number.isInteger(n) && n >= 1;
  if (!lengths.every(isLength) || voxels > mostVoxels || voxels * type.bytes > mostBytes) {
    throw new DataError(
      `The NIfTI file has ${lengths.join(" x ")} voxels; Residua reads up to ${mostVoxels}, of at most 1 GB.`,
    );
  }
  if (!Number.isInteger(offset) || offset < length || offset > mostBytes) {
    throw new DataError("The NIfTI file is damaged: its header does not say where the voxels begin.");
  }
  return { lengths, type, littleEndian, offset, ...scaling(header), ...placement(header) };
}

function headerVersion(bytes: Uint8Array): 1 | 2 | undefined {
  if (bytes.length < 348) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
  const sizes = [view.getInt32(0, true), view.getInt32(0, false)];
  if (sizes.includes(348)) return 1;
  return sizes.includes(540) ? 2 : undefined;
}

/** A slope of 0 means that there is none (nifti1.h, "scl_slope"). */
function scaling({ scl_slope: slope, scl_inter: intercept }: NIFTI1 | NIFTI2) {
  const isScaled = Number.isFinite(slope) && slope !== 0 && Number.isFinite(intercept);
  return isScaled ? { slope, intercept } : { slope: 1, intercept: 0 };
}

const millimetres: Readonly<Record<number, number>> = { 1: 1000, 3: 0.001 };

function placement(header: NIFTI1 | NIFTI2): Pick<NiftiHeader, "affine" | "oriented"> {
  const unit = millimetres[header.xyzt_units & 7] ?? 1;
  const affine = header.affine.slice(0, 3).map((row) => row.slice(0, 4).map((x) => x * unit));
  const isUsable =
    affine.flat().every(Number.isFinite) &&
    [0, 1, 2].every((axis) => Math.hypot(...affine.map((row) => row[axis]!)) > 0);
  const hasCode = header.qform_code > 0 || header.sform_code > 0;
  if (hasCode && isUsable) return { affine, oriented: true };
  const size = (axis: number) => {
    const mm = Math.abs(header.pixDims[axis] ?? 0) * unit;
    return Number.isFinite(mm) && mm > 0 ? mm : 1;
  };
  // The order in which such files are mostly written: from left to right, posterior to anterior, feet to head.
  return {
    affine: [
      [-size(1), 0, 0, 0],
      [0, size(2), 0, 0],
      [0, 0, size(3), 0],
    ],
    oriented: false,
  };
}
