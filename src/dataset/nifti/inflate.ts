import { promisify } from "node:util";
import { constants, gunzip, gunzipSync } from "node:zlib";
import { DataError } from "../../errors/index.ts";
import { niftiHeaderBytes, readNiftiHeader } from "./header.ts";

/** So much of a compressed file is inflated for its header alone. */
export const niftiHeadBytes = 4096;
/** Some programs write something after the voxels. */
const slack = 2 ** 20;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The header's bytes, from the beginning of a file. @throws DataError when it cannot be inflated */
export function inflateHead(head: Uint8Array): Uint8Array {
  if (!isGzip(head)) return head;
  try {
    const whole = gunzipSync(head.subarray(0, niftiHeadBytes), { finishFlush: constants.Z_SYNC_FLUSH });
    return whole.subarray(0, niftiHeaderBytes);
  } catch (cause) {
    throw new DataError("The compressed file is damaged; copy it again.", { cause });
  }
}

/** The whole file, inflated to no more than its header explains. @throws DataError */
export async function inflateNifti(file: Uint8Array): Promise<Uint8Array> {
  if (!isGzip(file)) return file;
  const { offset, lengths, type } = readNiftiHeader(inflateHead(file));
  const needed = offset + lengths[0] * lengths[1] * lengths[2] * type.bytes;
  try {
    return await promisify(gunzip)(file, { maxOutputLength: needed + slack });
  } catch (cause) {
    throw new DataError(
      "The compressed NIfTI file is damaged, or holds much more than its header says; copy it again.",
      { cause },
    );
  }
}
