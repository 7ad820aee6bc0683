import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import type { ResiduaViewport } from "../../src/viewer/elements/residua-viewport.ts";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
import { projectFile } from "./support/paths.ts";
import { deepText, settledState } from "./support/viewer.ts";

let bench: TestBench;
let opened: TestPage;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
  opened = await bench.open({ query: "?sample=brain-mr-lesion&backend=wasm" });
  page = opened.page;
  await settledState(page);
});
afterAll(async () => {
  await opened?.close();
  await bench?.close();
});

const waiting = { timeout: 200_000, interval: 100 } as const;
const viewports = () => page.locator("residua-viewport");
const shows = (viewport: number, text: RegExp) =>
  expect.poll(() => deepText(viewports().nth(viewport)), waiting).toMatch(text);
const series = () => page.locator("residua-panel").evaluate((panel) => (panel as ResiduaPanel).series);
/** Share of a viewport's pixels that are coloured: heatmap and lines. */
const coloured = (viewport: number): Promise<number> =>
  viewports()
    .nth(viewport)
    .evaluate((element) => {
      const canvas = element.shadowRoot!.querySelector("canvas")!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
        if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) count++;
      }
      return count / (data.length / 4);
    });

/** Share of pixels that are not the same in the first two viewports. */
const unlike = (): Promise<number> =>
  page.locator("residua-viewer").evaluate((viewer) => {
    const [left, right] = [...viewer.shadowRoot!.querySelectorAll("residua-viewport")].map((element) => {
      const canvas = element.shadowRoot!.querySelector("canvas")!;
      return canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data;
    });
    let count = 0;
    for (let at = 0; at < left!.length; at += 4) if (Math.abs(left![at]! - (right![at] ?? 0)) > 8) count++;
    return count / (left!.length / 4);
  });

// In order: each test goes on where the one before left the page.
describe.sequential("layouts with the lesion sample", () => {
  test("three planes show the heatmap, from one scoring of the series", async () => {
    await page.keyboard.press("Shift+M");
    await expect.poll(() => viewports().count(), waiting).toBe(3);
    await shows(0, /Axial/);
    await shows(1, /Sagittal/);
    await shows(2, /Coronal/);
    await settledState(page);
    await page.keyboard.press("s");
    await page.keyboard.press("o");
    await expect.poll(async () => (await series())?.state, waiting).toBe("done");
    await settledState(page);
  });

  test("a region of the series lights up at its peak in all three", async () => {
    await page.locator("residua-series summary").click();
    await page.locator("residua-series-regions li button").first().click();
    await expect.poll(() => coloured(1), waiting).toBeGreaterThan(0.002);
    await expect.poll(() => coloured(2), waiting).toBeGreaterThan(0.002);
    expect(await coloured(0)).toBeGreaterThan(0.002);
    const { regions } = (await series())!.regions;
    const focal = await page.evaluate(() => {
      const elements = [
        ...document.querySelector("residua-viewer")!.shadowRoot!.querySelectorAll("residua-viewport"),
      ] as ResiduaViewport[];
      return elements.map(({ view }) => view!.viewport.getCamera().focalPoint!);
    });
    for (const point of focal) {
      for (const [axis, place] of point.entries()) {
        expect(Math.abs(place - focal[0]![axis]!)).toBeLessThan(0.5);
      }
    }
    expect(regions.length).toBeGreaterThan(0);
    await page.screenshot({ path: projectFile("test-results/layout-mpr.png") });
  });

  test("side by side the reconstruction lies on the right; afterwards the planes come back", async () => {
    await page.locator("residua-compare button", { hasText: "Side by side" }).click();
    await expect.poll(() => viewports().count(), waiting).toBe(2);
    await settledState(page);
    await expect.poll(unlike, waiting).toBeGreaterThan(0.02);
    await page.screenshot({ path: projectFile("test-results/layout-side-by-side.png") });
    await page.locator("residua-compare button", { hasText: "Image" }).click();
    await expect.poll(() => viewports().count(), waiting).toBe(3);
    await settledState(page);
  });

  test("the panel is about the active viewport", async () => {
    await page.keyboard.press("Shift+W");
    await expect.poll(() => viewports().count(), waiting).toBe(2);
    await page.keyboard.press("ArrowRight");
    await page.locator("residua-sample-list button").first().click();
    await shows(1, /\d+ \/ 20/);
    await settledState(page);
    await expect.poll(async () => (await series())?.done, waiting).toBeLessThan(20);
    await viewports().first().locator(".stage").click();
    await expect.poll(async () => (await series())?.done, waiting).toBe(20);
    await page.screenshot({ path: projectFile("test-results/layout-1x2.png") });
  });

  test("a page opened again has its layout, and one viewport is a key away", async () => {
    await page.reload();
    await settledState(page);
    expect(await viewports().count()).toBe(2);
    await page.keyboard.press("Shift+E");
    await expect.poll(() => viewports().count(), waiting).toBe(4);
    await page.screenshot({ path: projectFile("test-results/layout-2x2.png") });
    await page.keyboard.press("Shift+Q");
    await expect.poll(() => viewports().count(), waiting).toBe(1);
  });

  test("nothing went wrong on the way", () => {
    expect(opened.faults).toEqual([]);
  });
});
