import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dicomFile, mrImage } from "../unit/viewer/support/dicom-file.ts";
import { pageFaults, walkByTab } from "./support/accessibility.ts";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
import { chooseFiles, openingDone, settledState } from "./support/viewer.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const sizes = [
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
] as const;

async function openWithHeatmap(locale: string): Promise<TestPage> {
  const opened = await bench.open({ query: "?sample=brain-mr-lesion&backend=wasm", locale });
  await settledState(opened.page);
  await opened.page.keyboard.press("o");
  return opened;
}

/** At every size nothing is wider than the window, and axe finds no fault. */
async function expectFit(page: Page): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect(await pageFaults(page), `${size.width} x ${size.height}`).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(sizes[0]);
}

test.each(["en-GB", "zh-CN"])("in %s: the start page and the training page", async (locale) => {
  const { page, close } = await bench.open({ locale });
  await expectFit(page);
  await page.goto(new URL("train.html", page.url()).href);
  await page.locator("residua-training").waitFor();
  await expectFit(page);
  await close();
});

test("in Chinese: an image with its heatmap, on a desk, on a tablet and on one held upright", async () => {
  const { page, close } = await openWithHeatmap("zh-CN");
  await expectFit(page);
  await close();
});

// In order, on one page: each test leaves it as it was.
describe.sequential("an image with its heatmap", () => {
  let opened: TestPage;
  let page: Page;
  beforeAll(async () => {
    opened = await openWithHeatmap("en-GB");
    page = opened.page;
  });
  afterAll(() => opened?.close());

  test("on a desk, on a tablet and on one held upright", () => expectFit(page));

  test.each([
    ["keyboard shortcuts", async () => page.keyboard.press("?")],
    ["models", async () => page.locator("residua-header #models").click()],
    ["storage and diagnostics", async () => page.locator("residua-header #system").click()],
    ["the model's card", async () => page.locator("residua-model-info button.link").click()],
  ])("with the dialog: %s", async (_, act) => {
    await act();
    const shown = page.locator("wa-dialog[open] dialog[open]");
    await shown.waitFor();
    expect(await pageFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await shown.waitFor({ state: "hidden" });
  });

  test.each([
    ["more contrast", { contrast: "more" }, []],
    ["reduced motion", { reducedMotion: "reduce" }, []],
    // axe reads the style sheets' colours, which are not on the screen then.
    ["colours that the system forces", { forcedColors: "active" }, ["color-contrast"]],
  ] as const)("with %s", async (_, media, without) => {
    await page.emulateMedia(media);
    expect(await pageFaults(page, without)).toEqual([]);
    await page.emulateMedia({ contrast: null, reducedMotion: null, forcedColors: null });
  });

  test("with colours that the system forces, a switch shows its thumb, on and off", async () => {
    await page.emulateMedia({ forcedColors: "active" });
    const switches = () =>
      page.locator("wa-switch").evaluateAll((found) =>
        found.map((element) => {
          const colour = (part: string) =>
            getComputedStyle(element.shadowRoot!.querySelector(`[part~=${part}]`)!).backgroundColor;
          const { checked } = element as HTMLInputElement;
          return { checked, shown: colour("thumb") !== colour("control") };
        }),
      );
    // The colours change gradually.
    await expect
      .poll(switches)
      .toEqual(expect.arrayContaining([true, false].map((checked) => ({ checked, shown: true }))));
    await page.emulateMedia({ forcedColors: null });
  });

  test("all by keyboard: Tab goes through header, series, image and panel, is seen everywhere, and ends", async () => {
    const stops = await walkByTab(page);
    const places = [
      "residua-toolbar",
      "residua-series-list",
      "residua-viewport",
      "residua-toggle",
      "residua-regions",
      "wa-slider",
      "residua-model-info",
    ];
    expect(places.filter((place) => !stops.some(({ path }) => path.includes(place)))).toEqual([]);
    expect(stops.filter(({ marked }) => !marked).map(({ path }) => path)).toEqual([]);
    expect(stops.filter(({ seen }) => !seen).map(({ path }) => path)).toEqual([]);
  });
});

describe.sequential("an image that no model is for, among refused files", () => {
  let opened: TestPage;
  let page: Page;
  beforeAll(async () => {
    opened = await bench.open();
    page = opened.page;
    await chooseFiles(page, [
      { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear colleague, ".repeat(40)) },
      {
        name: "us.dcm",
        mimeType: "application/dicom",
        buffer: Buffer.from(dicomFile({ ...mrImage, "0008,0060": ["CS", "US"] })),
      },
    ]);
    await openingDone(page);
  });
  afterAll(() => opened?.close());

  test("is refused, in words that all can read", async () => {
    expect(await settledState(page)).toBe("refused");
    expect(await pageFaults(page)).toEqual([]);
  });
});
