import { sha256 } from "../vae/sha256.ts";

/** Changes whenever what is written for the same input changes, so that it counts as another object. */
const writer = "2";

/**
 * A UID under 2.25 (DICOM PS3.5 B.2) from a name-based UUID (RFC 9562, version 8, SHA-256): the same parts give the
 * same UID everywhere, so that a result that was stored is known again.
 */
export async function deriveUid(...parts: readonly (string | number)[]): Promise<string> {
  const name = JSON.stringify(["residua-report", writer, ...parts]);
  const digest = await sha256(new TextEncoder().encode(name));
  const version = `8${digest.slice(13, 16)}`;
  const variant = ((Number.parseInt(digest[16]!, 16) & 0x3) | 0x8).toString(16);
  return `2.25.${BigInt(`0x${digest.slice(0, 12)}${version}${variant}${digest.slice(17, 32)}`)}`;
}
