import { StoreError } from "../../errors/index.ts";

/**
 * The one file of a WADO-RS answer (multipart/related, RFC 2387), or the answer itself where the server sent the file bare.
 *
 * @throws StoreError when the answer ends early
 */
export function multipartFile(body: Uint8Array, contentType: string): Uint8Array {
  if (!/^multipart\//i.test(contentType)) return body;
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1] ?? "";
  const start = find(body, ascii("\r\n\r\n"), 0);
  const end = findLast(body, ascii(`\r\n--${boundary}`));
  if (boundary === "" || start < 0 || end < start + 4) {
    throw new StoreError("The DICOMweb server broke off an image; it is fetched again.");
  }
  return body.slice(start + 4, end);
}

const ascii = (text: string) => new TextEncoder().encode(text);

function find(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = from; at <= bytes.length - wanted.length; at++) if (isAt(bytes, wanted, at)) return at;
  return -1;
}

/** From the end: pixel data may hold anything, the last boundary is the real one. */
function findLast(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.length - wanted.length; at >= 0; at--) if (isAt(bytes, wanted, at)) return at;
  return -1;
}

function isAt(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte);
}
