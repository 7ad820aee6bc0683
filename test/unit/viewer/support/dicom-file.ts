/** Values of a data set: text, numbers as US, or bytes as OW. Tags as "gggg,eeee"; groups below 0008 go into the meta header. */
export type DataElements = Readonly<
  Record<string, readonly [vr: string, value: string | number | Uint8Array]>
>;

export const explicitLittleEndian = "1.2.840.10008.1.2.1";
const longVrs = new Set(["OB", "OW", "OF", "SQ", "UN", "UT"]);

/** An 8 x 6 MR image with everything that the viewer reads. */
export const mrImage: DataElements = {
  "0008,0016": ["UI", "1.2.840.10008.5.1.4.1.1.4"],
  "0008,0018": ["UI", "1.2.3.4.5"],
  "0008,0020": ["DA", "20240229"],
  "0008,0060": ["CS", "MR"],
  "0008,103e": ["LO", "t2 flair"],
  "0010,0010": ["PN", "Test^Person=x"],
  "0020,000d": ["UI", "1.2.3"],
  "0020,000e": ["UI", "1.2.3.4"],
  "0020,0011": ["IS", "7"],
  "0020,0013": ["IS", "3"],
  "0020,0032": ["DS", "-10.5\\-20\\30.25"],
  "0020,0037": ["DS", "1\\0\\0\\0\\1\\0"],
  "0028,0002": ["US", 1],
  "0028,0004": ["CS", "MONOCHROME2"],
  "0028,0010": ["US", 6],
  "0028,0011": ["US", 8],
  "0028,0100": ["US", 16],
  "0028,0101": ["US", 16],
  "0028,0102": ["US", 15],
  "0028,0103": ["US", 0],
  "7fe0,0010": ["OW", new Uint8Array(6 * 8 * 2)],
};

/** A DICOM file (PS3.10 7.1), explicit VR little endian. `pack` compresses what follows the meta header. */
export function dicomFile(
  elements: DataElements,
  { transferSyntax = explicitLittleEndian, pack = (bytes: Uint8Array) => bytes } = {},
): Uint8Array<ArrayBuffer> {
  const sopClass = elements["0008,0016"]?.[1] ?? "";
  const meta = encode({ "0002,0002": ["UI", sopClass], "0002,0010": ["UI", transferSyntax] });
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, meta.length, true);
  const head = encode({ "0002,0000": ["UL", length] });
  return join([new Uint8Array(128), new TextEncoder().encode("DICM"), head, meta, pack(encode(elements))]);
}

function encode(elements: DataElements): Uint8Array<ArrayBuffer> {
  return join(Object.entries(elements).map(([tag, [vr, value]]) => encodeElement(tag, vr, value)));
}

function encodeElement(
  tag: string,
  vr: string,
  value: string | number | Uint8Array,
): Uint8Array<ArrayBuffer> {
  const body = even(bodyOf(vr, value), vr);
  const long = longVrs.has(vr);
  const header = new DataView(new ArrayBuffer(long ? 12 : 8));
  const [group, element] = tag.split(",").map((part) => Number.parseInt(part, 16)) as [number, number];
  header.setUint16(0, group, true);
  header.setUint16(2, element, true);
  header.setUint8(4, vr.charCodeAt(0));
  header.setUint8(5, vr.charCodeAt(1));
  if (long) header.setUint32(8, body.length, true);
  else header.setUint16(6, body.length, true);
  return join([new Uint8Array(header.buffer), body]);
}

function bodyOf(vr: string, value: string | number | Uint8Array): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (vr !== "US") return new TextEncoder().encode(String(value));
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, Number(value), true);
  return bytes;
}

/** Values have an even length (PS3.5 7.1.1): text ends with a space, UIDs and bytes with 0. */
function even(bytes: Uint8Array, vr: string): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  return join([bytes, Uint8Array.of(vr === "UI" || longVrs.has(vr) ? 0 : 0x20)]);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
