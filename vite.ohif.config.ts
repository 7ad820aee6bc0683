import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { shared } from "./vite.config.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const outDir = join(root, "dist/ohif");

/** Beside the module lies all it asks for, so that a site copies one folder. */
function besideTheModule(): Plugin {
  return {
    name: "residua-ohif-folder",
    generateBundle() {
      // OHIF takes a URL's default export: the mode needs a module of its own.
      const source = 'export { mode as default } from "./residua.mjs";\n';
      this.emitFile({ type: "asset", fileName: "mode.mjs", source });
    },
    writeBundle() {
      for (const path of ["manifest.json", "assets/models"]) {
        cpSync(join(root, path), join(outDir, path), { recursive: true });
      }
    },
  };
}

const output = {
  codeSplitting: false,
  // Known names for what `assetBase` may be the folder of.
  assetFileNames: "[name][extname]",
} as const;

/** The OHIF extension and mode: one ES module with its worker, and the same as UMD. Cornerstone and React are OHIF's. */
export default defineConfig({
  root,
  base: "./",
  publicDir: false,
  plugins: [besideTheModule()],
  worker: shared.worker,
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2023",
    assetsDir: ".",
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      input: "plugin/ohif/index.ts",
      external: /^@cornerstonejs\//,
      preserveEntrySignatures: "strict",
      output: [
        { ...output, format: "es", entryFileNames: "residua.mjs" },
        { ...output, format: "umd", name: "residua", exports: "named", entryFileNames: "residua.umd.js" },
      ],
      checks: { pluginTimings: false },
    },
  },
});
