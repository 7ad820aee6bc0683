import { defineConfig } from "vite";

/** The command line as one file for Node; packages are imported, not bundled. */
export default defineConfig({
  build: {
    ssr: "src/cli/main.ts",
    outDir: "dist/cli",
    target: "node20",
    rolldownOptions: { output: { entryFileNames: "residua.js", banner: "#!/usr/bin/env node" } },
  },
});
