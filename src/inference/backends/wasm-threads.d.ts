declare module "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js" {
  /** The script that each thread runs, as text. */
  export const wasmWorkerContents: string;
}
