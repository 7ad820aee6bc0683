import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Changes with the code that reads and prepares images: images prepared by other code are not used again. */
function preparationVersion(): string {
  const hash = createHash("sha256");
  for (const folder of ["src/dataset", "src/imaging"]) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).sort()) {
      if (path.endsWith(".ts")) hash.update(path).update(readFileSync(join(root, folder, path)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** The command line for Node, a file for each command; packages are imported, not bundled. */
export default defineConfig({
  root,
  publicDir: false,
  define: { "import.meta.env.RESIDUA_PREPARATION": JSON.stringify(preparationVersion()) },
  build: {
    ssr: true,
    outDir: "dist/cli",
    emptyOutDir: true,
    target: "node20",
    rolldownOptions: {
      input: {
        residua: join(root, "src/cli/main.ts"),
        // Loaded by its path, as a thread.
        "scoring-thread": join(root, "src/cli/triage/scoring-thread.ts"),
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        banner: (chunk) => (chunk.name === "residua" ? "#!/usr/bin/env node" : ""),
      },
    },
  },
});
