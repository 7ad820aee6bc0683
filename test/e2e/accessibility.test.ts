import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dicomFile, mrImage } from "../unit/viewer/support/dicom-file.ts";
import { pageFaults, walkByTab } from "./support/accessibility.ts";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
import { chooseFiles, flipSwitch, openingDone, settledState } from "./support/viewer.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const withHeatmap = { query: "?sample=brain-mr-lesion&backend=wasm" };

async function open(options: Parameters<TestBench["open"]>[0] = {}): Promise<TestPage> {
  const opened = await bench.open(options);
  if (options.query) {
    await settledState(opened.page);
    await flipSwitch(opened.page, options.locale === "zh-CN" ? "热图" : "heatmap");
  }
  return opened;
}

const sizes = [
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
] as const;

describe.each(["en-GB", "zh-CN"])("in %s", (locale) => {
  test("the start page", async () => {
    const { page, close } = await open({ locale });
    expect(await pageFaults(page)).toEqual([]);
    await close();
  });

  test("an image with its heatmap, on a desk, on a tablet and on one held upright", async () => {
    const { page, close } = await open({ ...withHeatmap, locale });
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect(await pageFaults(page), `${size.width} x ${size.height}`).toEqual([]);
      await expectNothingClipped(page);
    }
    await close();
  });

  test("the training page", async () => {
    const { page, close } = await bench.open({ locale });
    await page.goto(new URL("train.html", page.url()).href);
    await page.locator("residua-training").waitFor();
    expect(await pageFaults(page)).toEqual([]);
    await close();
  });
});

/** Nothing of the page is wider than the window. */
async function expectNothingClipped(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

test.each([
  ["keyboard shortcuts", async (page: Page) => page.keyboard.press("?")],
  ["models", async (page: Page) => page.locator("residua-header #models").click()],
  ["storage and diagnostics", async (page: Page) => page.locator("residua-header #system").click()],
  [
    "the model's card",
    async (page: Page) =>
      page.locator("residua-model-info").getByRole("button", { name: "Model card" }).click(),
  ],
])("the dialog: %s", async (_, act) => {
  const { page, close } = await open(withHeatmap);
  await act(page);
  await page.locator("wa-dialog[open]").waitFor();
  expect(await pageFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.locator("wa-dialog[open]").waitFor({ state: "detached" });
  await close();
});

test("refused files, and an image that no model is for", async () => {
  const { page, close } = await open();
  const files = [
    { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear colleague, ".repeat(40)) },
    {
      name: "us.dcm",
      mimeType: "application/dicom",
      buffer: Buffer.from(dicomFile({ ...mrImage, "0008,0060": ["CS", "US"] })),
    },
  ];
  await chooseFiles(page, files);
  await openingDone(page);
  expect(await settledState(page)).toBe("refused");
  expect(await pageFaults(page)).toEqual([]);
  await close();
});

test.each([
  ["colours that the system forces", { forcedColors: "active" }],
  ["more contrast", { contrast: "more" }],
  ["reduced motion", { reducedMotion: "reduce" }],
] as const)("with %s", async (_, media) => {
  const { page, close } = await open({ ...withHeatmap, prepare: (fresh) => fresh.emulateMedia(media) });
  expect(await pageFaults(page)).toEqual([]);
  await close();
});

test("all by keyboard: Tab goes through header, series, image and panel, is seen everywhere, and ends", async () => {
  const { page, close } = await open(withHeatmap);
  const stops = await walkByTab(page);
  for (const place of [
    "residua-toolbar",
    "residua-series-list",
    "residua-viewport",
    "residua-toggle",
    "residua-regions",
    "wa-slider",
  ]) {
    expect(stops.filter(({ path }) => path.includes(place)).length, place).toBeGreaterThan(0);
  }
  expect(stops.filter(({ marked }) => !marked).map(({ path }) => path)).toEqual([]);
  expect(stops.filter(({ seen }) => !seen).map(({ path }) => path)).toEqual([]);
  await close();
});
