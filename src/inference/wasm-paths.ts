import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url&no-inline";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&no-inline";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url&no-inline";
import threadScript from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?url&no-inline";
import { type WasmPaths, wasmFileNames } from "./protocol.ts";

const built: WasmPaths = {
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
  "tfjs-backend-wasm-threaded-simd.js": threadScript,
};

/**
 * Where the WebAssembly files lie: in `baseUrl` under their own names, or beside this module as the build placed them.
 * Absolute, since a worker resolves relative URLs against its own script, which may be a blob.
 */
export function wasmPaths(baseUrl?: string): WasmPaths {
  const folder =
    baseUrl === undefined
      ? undefined
      : new URL(baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`, globalThis.location?.href);
  const urls = wasmFileNames.map((name) => [
    name,
    (folder ? new URL(name, folder) : new URL(built[name], import.meta.url)).href,
  ]);
  return Object.fromEntries(urls) as WasmPaths;
}
