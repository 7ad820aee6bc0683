/** Cornerstone's WebAssembly codecs ship without types; see wasm-codecs.ts for what is used of them. */
declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  const factory: (options?: object) => Promise<unknown>;
  export default factory;
}
declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs" {
  const factory: (options?: object) => Promise<unknown>;
  export default factory;
}
declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  const factory: (options?: object) => Promise<unknown>;
  export default factory;
}
declare module "@cornerstonejs/codec-openjph/wasmjs" {
  const factory: (options?: object) => Promise<unknown>;
  export default factory;
}
