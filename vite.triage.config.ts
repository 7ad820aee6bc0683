import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** The worklist's page, which `residua triage serve` serves beside the viewer; it loads no Cornerstone and no model. */
export default defineConfig({
  root: join(root, "src/triage/page"),
  base: "/",
  publicDir: false,
  cacheDir: join(root, "node_modules/.vite"),
  build: {
    outDir: join(root, "dist/triage"),
    assetsDir: "page",
    emptyOutDir: true,
    target: "es2023",
    // The page's policy allows images from the server, and inlining saves nothing here.
    assetsInlineLimit: 0,
  },
});
