import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** The benches for Node: the runner, and what it starts for each measurement; packages are imported, not bundled. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  publicDir: false,
  build: {
    ssr: true,
    outDir: "dist/bench",
    emptyOutDir: true,
    target: "node20",
    rolldownOptions: {
      input: { run: "test/bench/run.ts", "measure-one": "test/bench/support/measure-one.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
