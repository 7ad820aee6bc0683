import { type Browser, chromium, type Page } from "playwright";
import { type PreviewServer, preview } from "vite";
import { chromiumArguments, findChromium } from "../../../scripts/chromium.mjs";
import { projectFile } from "./paths.ts";

/** The built page in Chromium, and all that went wrong in it. */
export interface TestBench {
  /** A fresh page in a context of its own. */
  open(options?: OpenOptions): Promise<TestPage>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Query of the page's URL, as "?sample=brain-mr-lesion". */
  readonly query?: string;
  readonly locale?: string;
  /** Called before the page is loaded, to intercept requests. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

export interface TestPage {
  readonly page: Page;
  /** Errors nobody caught, and requests to other places than the page's own server; should stay empty. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Serves what `npm run test:e2e` has built, on a free port, and starts Chromium. */
export async function startBench(): Promise<TestBench> {
  const server: PreviewServer = await preview({
    configFile: projectFile("vite.config.ts"),
    logLevel: "error",
    preview: { port: 0, host: "127.0.0.1" },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("the preview server has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  const found = findChromium();
  const browser: Browser = await chromium.launch({
    ...(found ? { executablePath: found.path } : {}),
    args: chromiumArguments(),
  });
  return {
    open: (options) => openPage(browser, origin, options),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function openPage(browser: Browser, origin: string, options: OpenOptions = {}): Promise<TestPage> {
  const { query = "", locale = "en-GB", prepare } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale });
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
