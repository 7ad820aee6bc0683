import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { build, preview } from "vite";
import { chromiumArguments, findChromium } from "../../../scripts/chromium.mjs";
import { packageRoot } from "../../../src/cli/package-root.ts";
import { Skipped } from "./bench.ts";

export interface BuiltPage {
  readonly browser: Browser;
  readonly page: Page;
  /** The folder of the built page. */
  readonly app: string;
  /** For files of the caller's; removed in the end. */
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * Builds the page from the sources, with source maps, and opens it in Chromium.
 *
 * @param query as "?backend=wasm"
 * @throws Skipped where there is no Chromium
 */
export async function openBuiltPage(query: string): Promise<BuiltPage> {
  const found = findChromium();
  if (!found) throw new Skipped("there is no Chromium (CHROME_PATH)");
  const folder = await mkdtemp(join(tmpdir(), "residua-bench-"));
  const configFile = join(packageRoot, "vite.config.ts");
  const outDir = join(folder, "app");
  await build({ configFile, logLevel: "error", build: { outDir, emptyOutDir: true, sourcemap: true } });
  const server = await preview({
    configFile,
    logLevel: "error",
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1" },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("The preview server has no port.");
  const browser = await chromium.launch({ executablePath: found.path, args: chromiumArguments() });
  // The page would keep itself for use without a network meanwhile.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    serviceWorkers: "block",
  });
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${address.port}/${query}`);
  await page.locator("residua-viewer residua-panel").waitFor();
  return {
    browser,
    page,
    app: outDir,
    folder,
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
