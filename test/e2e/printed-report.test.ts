import { readFileSync } from "node:fs";
import { decode } from "fast-png";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
import { projectFile } from "./support/paths.ts";
import { deepText, settledState } from "./support/viewer.ts";

const waiting = { timeout: 120_000, interval: 100 } as const;

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

const sheet = () => page.locator("residua-report residua-report-sheet");
const text = () => deepText(sheet());
const figures = () => sheet().locator("figure").count();

describe.sequential("the report of a study", () => {
  test("shows the pinned images with scores, regions, model and notice, and no name", async () => {
    await page.keyboard.press("0");
    await page.getByText("Pinned for the report: 1").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.getByText("14 / 20").waitFor();
    await settledState(page);
    await page.keyboard.press("0");
    await page.keyboard.press("Control+p");
    await expect.poll(figures, waiting).toBe(2);
    const shown = await text();
    expect(shown).toContain("Not for diagnostic use");
    expect(shown).toMatch(/Image 13 of 20 .*Image 14 of 20/);
    expect(shown).toMatch(/Score [\d.]+, p = [\d.]+/);
    expect(shown).toMatch(/1: \d+ mm², peak [\d.]+ σ/);
    expect(shown).toMatch(/Brain FLAIR \d+\.\d+\.\d+ \(brain-flair\)/);
    expect(shown).toMatch(/SHA-256 of the model [0-9a-f]{64}/);
    expect(shown).not.toContain("Residua Sample");
  });

  test("holds the patient's name when that is ticked", async () => {
    await page.locator("residua-report #named").check();
    await expect.poll(text, waiting).toContain("Residua Sample");
    await page.locator("residua-report #named").uncheck();
    await expect.poll(text, waiting).not.toContain("Residua Sample");
  });

  test("prints on A4 without the page around it", async () => {
    await expect.poll(figures, waiting).toBe(2);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("residua-viewer").isVisible()).toBe(false);
    expect(await page.locator("body > residua-report-sheet").isVisible()).toBe(true);
    await page.emulateMedia({ media: "screen" });
    expect(await page.locator("body > residua-report-sheet").isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true, path: projectFile("test-results/report.pdf") });
    // 210 x 297 mm in points of 1/72 inch.
    expect(pdf.toString("latin1")).toMatch(/\/MediaBox ?\[0 0 59[45][.\d]* 84[12]/);
  });

  test("saves a picture in which the heatmap is the only colour on the images", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("residua-report [data-command=save-png]").click(),
    ]);
    const { width, height, data, channels } = decode(readFileSync(await download.path()));
    expect(width).toBe(1600);
    expect(height).toBeGreaterThan(1000);
    /** Pixels with a colour between two columns. */
    const coloured = (from: number, to: number) => {
      let count = 0;
      // Below the head of the sheet, whose notice is red.
      for (let row = Math.round(height / 2); row < height; row++) {
        for (let column = from; column < to; column++) {
          const at = channels * (row * width + column);
          const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
          if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) count++;
        }
      }
      return count;
    };
    expect(coloured(48, 528)).toBe(0);
    expect(coloured(556, 1036)).toBeGreaterThan(500);
    expect(opened.faults).toEqual([]);
  });
});
