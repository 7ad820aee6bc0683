import { createHash } from "node:crypto";

/**
 * A UID under 2.25 (DICOM PS3.5 B.2) from a name-based UUID (RFC 9562, version 8, SHA-256): the same name gives the
 * same UID on every machine.
 */
export function uidFromName(name: string): string {
  const bytes = createHash("sha256").update(`residua:${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString("hex")}`)}`;
}
