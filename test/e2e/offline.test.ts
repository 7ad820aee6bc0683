import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lesion } from "./support/lesion.ts";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
import { projectFile } from "./support/paths.ts";
import { chooseFiles, colouredShare, deepText, settledState } from "./support/viewer.ts";

/** Files in the caches whose names begin so. */
const cached = (page: Page, prefix: string) =>
  page.evaluate(async (start) => {
    const names = (await caches.keys()).filter((name) => name.startsWith(start));
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => url);
  }, prefix);

const controlled = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller !== null);
const waiting = { timeout: 120_000, interval: 100 } as const;

let folder: string;
let bench: TestBench;
let opened: TestPage;
let page: Page;

beforeAll(async () => {
  // A copy: one of the tests puts a new version in its place.
  folder = mkdtempSync(join(tmpdir(), "residua-offline-"));
  cpSync(projectFile("dist/app"), folder, { recursive: true });
  bench = await startBench({ folder });
  opened = await bench.open({ query: "?sample=brain-mr-lesion&backend=wasm", offline: true });
  page = opened.page;
});
afterAll(async () => {
  await opened?.close();
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

// In order: each test goes on where the one before left the page.
describe.sequential("the page in a browser that keeps it", () => {
  test("keeps itself, its models, and the sample that was opened in the first visit", async () => {
    expect(await settledState(page)).toBe("ready");
    await expect.poll(() => controlled(page), waiting).toBe(true);
    const { study } = await lesion();
    await expect
      .poll(async () => (await cached(page, "residua-samples-")).length, waiting)
      .toBe(study.files.length);
    const kept = (await cached(page, "workbox-precache")).join("\n");
    expect(kept).toContain("index.html");
    for (const model of readdirSync(projectFile("assets/models"))) {
      expect(kept).toContain(`assets/models/${model}/decoder/weights.bin`);
    }
    expect(kept).toMatch(/tfjs-backend-wasm-simd-\w+\.wasm/);
    // Samples that nobody opened are not fetched.
    expect(kept).not.toContain(".dcm");
  });

  test("says that a new version is ready, changes nothing by itself, and reloads when asked", async () => {
    appendFileSync(join(folder, "service-worker.js"), "\n// Another version.\n");
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
    const notice = page.locator("residua-update");
    await expect.poll(() => deepText(notice), waiting).toContain("A new version is ready.");
    expect(await settledState(page)).toBe("ready");

    const other = await page.context().newPage();
    await other.goto(page.url());
    await notice.locator("wa-button").click();
    await expect.poll(() => deepText(notice), waiting).toContain("Close the other windows");
    await other.close();

    await Promise.all([page.waitForEvent("load"), notice.locator("wa-button").click()]);
    await page.locator("residua-viewer residua-panel").waitFor();
    expect(await settledState(page)).toBe("ready");
    expect(await deepText(notice)).not.toContain("A new version");
    const { study } = await lesion();
    expect(await cached(page, "residua-samples-")).toHaveLength(study.files.length);
  });

  test("without a network: opens again, with the sample and files of the user's own, and draws heatmaps", async () => {
    await bench.stopServer();
    await page.reload();
    await page.locator("residua-viewer residua-panel").waitFor();
    expect(await settledState(page)).toBe("ready");
    await page.keyboard.press("o");
    await expect.poll(() => colouredShare(page), waiting).toBeGreaterThan(1e-3);

    const sample = projectFile("samples/brain-mr");
    const [name] = readdirSync(sample).filter((file) => file.endsWith(".dcm"));
    const buffer = readFileSync(join(sample, name!));
    await chooseFiles(page, { name: "own.dcm", mimeType: "application/dicom", buffer });
    await page.locator("residua-series-list").getByText("1 image").waitFor();
    await page.getByText("1 / 1").waitFor();
    expect(await settledState(page)).toBe("ready");
    expect(opened.faults).toEqual([]);
  });

  test("forgets itself when told, and does not keep itself again", async () => {
    await page.keyboard.press("/");
    await page.locator("residua-storage [data-command=offline-off]").click();
    await page.locator("residua-storage [data-command=offline-on]").waitFor();
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistration())).toBeUndefined();
  });
});
