import { cpSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
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
      // And a host that loads scripts by a global's name takes one plugin from each.
      this.emitFile({
        type: "asset",
        fileName: "mode.umd.js",
        source: "self.residuaMode = self.residua.mode;\n",
      });
    },
    writeBundle() {
      const text = readFileSync(join(root, "manifest.json"), "utf8");
      const { models } = JSON.parse(text) as { readonly models: readonly { readonly path: string }[] };
      // What a model was trained on stays at home.
      const filter = (source: string) => basename(source) !== "training";
      for (const path of ["manifest.json", ...models.map((model) => model.path)]) {
        cpSync(join(root, path), join(outDir, path), { recursive: true, filter });
      }
    },
  };
}

const output = {
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
        {
          ...output,
          format: "es",
          entryFileNames: "residua.mjs",
          // Of the type that a site has to serve as a script anyhow.
          chunkFileNames: "[name]-[hash].mjs",
        },
        {
          ...output,
          codeSplitting: false,
          format: "umd",
          name: "residua",
          exports: "named",
          entryFileNames: "residua.umd.js",
        },
      ],
      checks: { pluginTimings: false },
      onLog(level, log, report) {
        // What needs a URL in the UMD build gets an absolute one from the build.
        if (log.code === "EMPTY_IMPORT_META") return;
        report(level, log);
      },
    },
  },
});
