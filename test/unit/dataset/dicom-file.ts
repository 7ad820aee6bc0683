/** Explicit little-endian elements by tag, as `x00280010: ["US", 512]`; bytes are written as they are. */
export type Elements = Readonly<Record<string, readonly [vr: string, value: string | number | Uint8Array]>>;

const undefinedLength = 0xffffffff;

/** A small DICOM file: 8 x 8 pixels of 16 bits unless the elements say otherwise. */
export function dicomFile(elements: Elements, transferSyntaxUID = "1.2.840.10008.1.2.1"): Uint8Array {
  const meta = encode({ x00020010: ["UI", transferSyntaxUID] });
  const data = encode({
    x00080016: ["UI", "1.2.840.10008.5.1.4.1.1.4"],
    x00080018: ["UI", "1.2.3"],
    x00280002: ["US", 1],
    x00280004: ["CS", "MONOCHROME2"],
    x00280010: ["US", 8],
    x00280011: ["US", 8],
    x00280100: ["US", 16],
    x00280101: ["US", 16],
    x00280102: ["US", 15],
    x00280103: ["US", 0],
    ...elements,
  });
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, meta.length, true);
  const preamble = new Uint8Array(132);
  preamble.set(new TextEncoder().encode("DICM"), 128);
  return join([preamble, encode({ x00020000: ["UL", length] }), meta, data]);
}

export function native(pixels: ArrayBufferView<ArrayBuffer>): Elements {
  return { x7fe00010: ["OW", new Uint8Array(pixels.buffer)] };
}

/** One fragment after an empty offset table (DICOM PS3.5 A.4). */
export function encapsulated(fragment: Uint8Array): Elements {
  const even = join([fragment, new Uint8Array(fragment.length % 2)]);
  const value = join([item(new Uint8Array(0)), item(even), tagAndLength(0xfffee0dd, 0)]);
  return { x7fe00010: ["OB*", value] };
}

export function sequence(tag: string, items: readonly Elements[]): Elements {
  return { [tag]: ["SQ", join(items.map((elements) => item(encode(elements))))] };
}

function item(bytes: Uint8Array): Uint8Array {
  return join([tagAndLength(0xfffee000, bytes.length), bytes]);
}

function tagAndLength(tag: number, length: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  view.setUint32(4, length, true);
  return bytes;
}

function encode(elements: Elements): Uint8Array {
  const sorted = Object.entries(elements).sort(([a], [b]) => (a < b ? -1 : 1));
  return join(sorted.map(([tag, [vr, value]]) => element(Number.parseInt(tag.slice(1), 16), vr, value)));
}

function element(tag: number, vr: string, value: string | number | Uint8Array): Uint8Array {
  const bytes = valueBytes(vr, value);
  const long = ["OB", "OB*", "OW", "OF", "OD", "SQ", "UN"].includes(vr);
  const head = new Uint8Array(long ? 12 : 8);
  const view = new DataView(head.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  head.set(new TextEncoder().encode(vr.slice(0, 2)), 4);
  if (long) view.setUint32(8, vr === "OB*" ? undefinedLength : bytes.length, true);
  else view.setUint16(6, bytes.length, true);
  return join([head, bytes]);
}

function valueBytes(vr: string, value: string | number | Uint8Array): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "number") {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setInt16(0, value, true);
    return bytes;
  }
  const padded = value.length % 2 === 0 ? value : value + (vr === "UI" ? "\0" : " ");
  return new TextEncoder().encode(padded);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
