import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { chromiumArguments, findChromium } from "../../../scripts/chromium.mjs";
import { type Orthanc, startOrthanc } from "../../../scripts/ohif/orthanc.mjs";
import { serve } from "../../../scripts/ohif/serve.mjs";
import { defaultVersion, ensureViewer } from "../../../scripts/ohif/viewer-package.mjs";
import { type SetUpOptions, setUpOhif } from "../../../src/cli/ohif/set-up.ts";
import { projectFile } from "../../e2e/support/paths.ts";

/** A stock OHIF with the plugin, as `residua ohif setup` leaves it, on an Orthanc of its own. */
export interface OhifBench {
  readonly version: string;
  readonly orthanc: Orthanc;
  /** A viewer that was set up differently, on a server of its own. */
  site(options?: SiteOptions): Promise<Site>;
  close(): Promise<void>;
}

export interface SiteOptions extends Partial<Pick<SetUpOptions, "plugin" | "configuration">> {
  /** Laid over the viewer, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Site {
  /** Opens a path of the viewer, in a browser context of its own. */
  open(path: string): Promise<OhifPage>;
}

export interface OhifPage {
  readonly page: Page;
  /** Errors nobody caught; should stay empty. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** On a software GPU the viewer alone takes a minute to start where other work is going on. */
const patience = 300_000;

/** @param settings more of Orthanc's own */
export async function startOhifBench(settings: Readonly<Record<string, unknown>> = {}): Promise<OhifBench> {
  const version = process.env.OHIF_VERSION ?? defaultVersion;
  const viewer = ensureViewer(version);
  const orthanc = await startOrthanc(settings);
  const ends: (() => Promise<unknown>)[] = [orthanc.stop];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const found = findChromium();
    const browser = await chromium.launch({
      ...(found ? { executablePath: found.path } : {}),
      args: chromiumArguments(),
    });
    ends.push(() => browser.close());
    for (const sample of ["brain-mr", "brain-mr-lesion"])
      await orthanc.upload(projectFile(`samples/${sample}`));
    return {
      version,
      orthanc,
      close,
      async site(options = {}) {
        const folder = await mkdtemp(join(tmpdir(), "residua-site-"));
        ends.push(() => rm(folder, { recursive: true, force: true }));
        await writeSite(folder, version, options);
        const server = await serve({ folders: [folder, viewer], dicomweb: orthanc.url });
        ends.push(server.close);
        return { open: (path) => openPage(browser, server.url + path) };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function writeSite(folder: string, version: string, options: SiteOptions): Promise<void> {
  const { files = {}, configuration, ...setUp } = options;
  await setUpOhif({
    folder,
    version,
    dicomweb: "/dicom-web",
    wado: "/wado",
    name: "Test",
    // WebGL runs in software here, and measuring it takes longer than all of a test's scores.
    configuration: { backend: "wasm", language: "en", ...configuration },
    ...setUp,
  });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function openPage(browser: Browser, url: string): Promise<OhifPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "en-GB" });
  context.setDefaultTimeout(patience);
  // Whose fault it was stands low in React's stacks.
  await context.addInitScript(() => {
    Error.stackTraceLimit = 50;
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
  page.on("crash", () => faults.push("the page crashed"));
  // The viewer's own notice of the first visit lies over the lower part of the page.
  await page.addLocatorHandler(page.locator('[data-cy="confirm-and-hide-button"]'), (button) =>
    button.click(),
  );
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}
