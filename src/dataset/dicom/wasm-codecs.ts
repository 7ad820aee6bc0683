import charls from "@cornerstonejs/codec-charls/decodewasmjs";
import libjpegTurbo from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
import openjpeg from "@cornerstonejs/codec-openjpeg/decodewasmjs";
import openjph from "@cornerstonejs/codec-openjph/wasmjs";

/** What Cornerstone's WebAssembly decoders have in common. */
export interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number };
  delete(): void;
}

type Constructors = Readonly<Record<string, new () => WasmDecoder>>;
type Factory = (options: { print(): void; printErr(): void }) => Promise<unknown>;

const codecs = {
  jpegBaseline: { factory: libjpegTurbo as Factory, decoder: "JPEGDecoder" },
  jpegLs: { factory: charls as Factory, decoder: "JpegLSDecoder" },
  jpeg2000: { factory: openjpeg as Factory, decoder: "J2KDecoder" },
  htj2k: { factory: openjph as Factory, decoder: "HTJ2KDecoder" },
} as const;
export type WasmCodec = keyof typeof codecs;

const loaded = new Map<WasmCodec, Promise<Constructors>>();

function load(codec: WasmCodec): Promise<Constructors> {
  const known = loaded.get(codec);
  if (known) return known;
  const silent = () => undefined;
  const loading = codecs[codec].factory({ print: silent, printErr: silent }) as Promise<Constructors>;
  loaded.set(codec, loading);
  return loading;
}

/** Decoded samples as bytes (little-endian, 1 or 2 bytes each), and the size the decoder found. */
export interface WasmDecoded {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly components: number;
}

/** Throws whatever the codec throws; a codec that failed is loaded afresh the next time. */
export async function decodeWithWasm(codec: WasmCodec, encoded: Uint8Array): Promise<WasmDecoded> {
  const Decoder = (await load(codec))[codecs[codec].decoder]!;
  try {
    const decoder = new Decoder();
    decoder.getEncodedBuffer(encoded.length).set(encoded);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    const bytes = decoder.getDecodedBuffer().slice();
    decoder.delete();
    return { bytes, width, height, bitsPerSample, components: componentCount };
  } catch (error) {
    loaded.delete(codec);
    throw error;
  }
}
