import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "vite";

export interface ServiceWorkerPluginOptions {
  /** The service worker's source, absolute. */
  readonly entry: string;
  /** The name of the script beside the page. */
  readonly fileName: string;
}

interface PrecacheEntry {
  readonly url: string;
  /** Absent where the name holds a hash already. */
  readonly revision: string | null;
  readonly integrity: string;
}

/** What a page needs to run without a network; sample images are kept when they are opened. */
const folders = ["page", "assets"] as const;
const files = ["index.html", "train.html", "manifest.json", "samples/index.json"] as const;

/**
 * Builds the service worker when all files of the page are in place, with the list of them in it. Each entry carries
 * the file's SHA-256, which the browser checks when it fetches the file: a page that was half replaced on the server
 * is not kept.
 */
export function serviceWorker({ entry, fileName }: ServiceWorkerPluginOptions): Plugin {
  let outDir = "";
  let failed = false;
  return {
    name: "residua-service-worker",
    apply: "build",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    buildEnd(error) {
      failed = error !== undefined;
    },
    closeBundle: {
      order: "post",
      sequential: true,
      async handler() {
        if (failed || !existsSync(join(outDir, "index.html"))) return;
        await build({
          configFile: false,
          publicDir: false,
          logLevel: "warn",
          define: {
            __RESIDUA_PRECACHE__: JSON.stringify(precacheEntries(outDir)),
            __RESIDUA_SAMPLES__: JSON.stringify(samplesEdition(outDir)),
            "process.env.NODE_ENV": JSON.stringify("production"),
          },
          build: {
            outDir,
            emptyOutDir: false,
            target: "es2023",
            rolldownOptions: {
              input: entry,
              // One classic script: not every browser takes modules here.
              output: { format: "iife", entryFileNames: fileName, codeSplitting: false },
            },
          },
        });
      },
    },
  };
}

function precacheEntries(outDir: string): PrecacheEntry[] {
  const inside = folders.flatMap((folder) =>
    readdirSync(join(outDir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(outDir.length + 1)
          .replaceAll("\\", "/"),
      ),
  );
  return [...files.filter((path) => existsSync(join(outDir, path))), ...inside].sort().map((url) => {
    const digest = createHash("sha256")
      .update(readFileSync(join(outDir, url)))
      .digest("base64");
    return { url, revision: url.startsWith("page/") ? null : digest, integrity: `sha256-${digest}` };
  });
}

/** Sample files keep their names when they are made anew. */
function samplesEdition(outDir: string): string {
  const index = join(outDir, "samples/index.json");
  if (!existsSync(index)) return "none";
  return createHash("sha256").update(readFileSync(index)).digest("hex").slice(0, 16);
}
