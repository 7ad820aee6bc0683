import type { Fact } from "./facts.ts";

/** A module of one function that makes a vector of zeros and counts its bits: valid only where SIMD is known. */
const simdModule = new Uint8Array([
  // Magic number and version.
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  // Type: no parameters, a v128.
  1, 5, 1, 0x60, 0, 1, 0x7b,
  // One function of that type.
  3, 2, 1, 0,
  // i32.const 0, i8x16.splat, i8x16.popcnt, end.
  10, 10, 1, 8, 0, 0x41, 0, 0xfd, 0x0f, 0xfd, 0x62, 0x0b,
]);

/** What WebAssembly can do here; the same in browsers and in Node. */
export function wasmFacts(): Fact[] {
  const wasm = typeof WebAssembly === "object" && typeof WebAssembly.validate === "function";
  const simd = wasm && WebAssembly.validate(simdModule);
  const missing = (there: boolean) => (there ? {} : ({ trouble: true } as const));
  return [
    { id: "wasm", value: wasm, ...missing(wasm) },
    { id: "simd", value: simd, ...missing(simd) },
    { id: "threads", value: typeof SharedArrayBuffer === "function" },
  ];
}
