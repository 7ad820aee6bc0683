import { defineConfig } from "vite";
import { shared } from "./vite.config.ts";

/** The plugin as a host viewer loads it: one module and its worker, without Cornerstone, which is the host's. */
export default defineConfig({
  base: "./",
  publicDir: false,
  worker: shared.worker,
  build: {
    outDir: "dist/plugin",
    target: "es2023",
    assetsDir: ".",
    rolldownOptions: {
      input: "plugin/index.ts",
      external: /^@cornerstonejs\//,
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "index.js" },
      checks: { pluginTimings: false },
    },
  },
});
