import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url&no-inline";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&no-inline";
import threadedSimd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url&no-inline";
import type { WasmPaths } from "./protocol.ts";

/**
 * Where the WebAssembly files lie: in `baseUrl` under their own names, or beside this module as the build placed them.
 * Absolute, since a worker resolves relative URLs against its own script, which may be a blob.
 */
export function wasmPaths(baseUrl?: string): WasmPaths {
  const resolve = (name: keyof WasmPaths, built: string) => {
    if (baseUrl === undefined) return new URL(built, import.meta.url).href;
    const folder = new URL(baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`, globalThis.location?.href);
    return new URL(name, folder).href;
  };
  return {
    "tfjs-backend-wasm.wasm": resolve("tfjs-backend-wasm.wasm", plain),
    "tfjs-backend-wasm-simd.wasm": resolve("tfjs-backend-wasm-simd.wasm", simd),
    "tfjs-backend-wasm-threaded-simd.wasm": resolve("tfjs-backend-wasm-threaded-simd.wasm", threadedSimd),
  };
}
