import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { build } from "vite";
import { packageRoot } from "../../src/cli/package-root.ts";
import { filesInside } from "../../src/dataset/files-inside.ts";
import type { Bench } from "./support/bench.ts";

export default {
  title: "What a page downloads: the largest model's weights, and the plugin's scripts with its worker",
  figures: {
    "bundle.modelKb": { unit: "kB", atMost: 1200, stable: true },
    "bundle.pluginGzipKb": { unit: "kB", atMost: 300, stable: true },
  },
  rounds: 1,
  async run() {
    return { "bundle.modelKb": await modelKb(), "bundle.pluginGzipKb": await pluginGzipKb() };
  },
} as const satisfies Bench;

async function modelKb(): Promise<number> {
  const sums = new Map<string, number>();
  for (const path of await filesInside(join(packageRoot, "assets/models"))) {
    if (!path.endsWith(".bin")) continue;
    const model = path.replace(/\/(encoder|decoder)\/[^/]*$/, "");
    sums.set(model, (sums.get(model) ?? 0) + (await readFile(path)).length);
  }
  return Math.max(...sums.values()) / 1000;
}

async function pluginGzipKb(): Promise<number> {
  const outDir = await mkdtemp(join(tmpdir(), "residua-bench-"));
  try {
    const configFile = join(packageRoot, "vite.plugin.config.ts");
    await build({ root: packageRoot, configFile, logLevel: "error", build: { outDir, emptyOutDir: true } });
    const scripts = (await filesInside(outDir)).filter((path) => path.endsWith(".js"));
    const packed = await Promise.all(scripts.map(async (path) => promisify(gzip)(await readFile(path))));
    return packed.reduce((sum, { length }) => sum + length, 0) / 1000;
  } finally {
    await rm(outDir, { recursive: true });
  }
}
