export interface CodestreamSize {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
}

/**
 * Image size that a compressed frame announces, read before a decoder allocates memory for it.
 * JPEG and JPEG-LS: the frame header SOFn (ITU-T T.81 B.2.2, T.87 C.2.2); JPEG 2000: the SIZ marker segment
 * (ITU-T T.800 A.5.1), also inside a JP2 file. `undefined` when there is none.
 */
export function codestreamSize(bytes: Uint8Array): CodestreamSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 4 && view.getUint16(0) === 0xffd8) return jpegSize(view);
  return jpeg2000Size(view);
}

function jpegSize(view: DataView): CodestreamSize | undefined {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameHeader(marker)) {
      return {
        rows: view.getUint16(at + 5),
        columns: view.getUint16(at + 7),
        components: view.getUint8(at + 9),
      };
    }
    const standalone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += standalone ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function isFrameHeader(marker: number): boolean {
  if (marker === 0xf7) return true;
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function jpeg2000Size(view: DataView): CodestreamSize | undefined {
  const last = Math.min(view.byteLength - 42, 65_536);
  for (let at = 0; at <= last; at++) {
    if (view.getUint32(at) !== 0xff4fff51) continue;
    return {
      columns: view.getUint32(at + 8) - view.getUint32(at + 16),
      rows: view.getUint32(at + 12) - view.getUint32(at + 20),
      components: view.getUint16(at + 40),
    };
  }
  return undefined;
}
