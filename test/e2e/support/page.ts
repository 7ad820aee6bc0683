import { type Browser, chromium, type Page } from "playwright";
import { type PreviewServer, preview } from "vite";
import { chromiumArguments, findChromium } from "../../../scripts/chromium.mjs";
import { projectFile } from "./paths.ts";

/** The built page in Chromium, and all that went wrong in it. */
export interface TestBench {
  /** A fresh page in a context of its own. */
  open(options?: OpenOptions): Promise<TestPage>;
  /** As when the network is gone: pages that are open stay, nothing can be fetched any more. */
  stopServer(): Promise<void>;
  close(): Promise<void>;
}

export interface BenchOptions {
  /** The built page, absolute; by default what `npm run test:e2e` has built. */
  readonly folder?: string;
}

export interface OpenOptions {
  /** Query of the page's URL, as "?sample=brain-mr-lesion". */
  readonly query?: string;
  readonly locale?: string;
  /** Lets the page keep itself for use without a network: 20 MB, which other tests need not wait for. */
  readonly offline?: boolean;
  /** Called before the page is loaded, to intercept requests. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

export interface TestPage {
  readonly page: Page;
  /** Errors nobody caught, and requests to other places than the page's own server; should stay empty. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Serves the built page on a free port, and starts Chromium. */
export async function startBench({ folder }: BenchOptions = {}): Promise<TestBench> {
  const server: PreviewServer = await preview({
    configFile: projectFile("vite.config.ts"),
    logLevel: "error",
    ...(folder === undefined ? {} : { build: { outDir: folder } }),
    preview: { port: 0, host: "127.0.0.1" },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("the preview server has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  let stopped = false;
  const stopServer = async () => {
    if (stopped) return;
    stopped = true;
    await server.close();
  };
  const found = findChromium();
  const browser: Browser = await chromium.launch({
    ...(found ? { executablePath: found.path } : {}),
    args: chromiumArguments(),
  });
  return {
    open: (options) => openPage(browser, origin, options),
    stopServer,
    async close() {
      await browser.close();
      await stopServer();
    },
  };
}

async function openPage(browser: Browser, origin: string, options: OpenOptions = {}): Promise<TestPage> {
  const { query = "", locale = "en-GB", offline = false, prepare } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale,
    serviceWorkers: offline ? "allow" : "block",
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const faults: string[] = [];
  // Playwright reports rejections that nobody handled as page errors too.
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("crash", () => faults.push("the page crashed"));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(`policy: ${message.text()}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["data:", "blob:"].includes(url.protocol))
      faults.push(`request: ${url.href}`);
  });
  await prepare?.(page);
  await page.goto(`${origin}/${query}`);
  await page.locator("residua-viewer residua-panel").waitFor();
  return { page, faults, close: () => context.close() };
}
