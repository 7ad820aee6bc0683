import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import axe from "axe-core";
import type { Locator, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lesion } from "./support/lesion.ts";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
import { projectFile } from "./support/paths.ts";
import {
  colouredShare,
  flipSwitch,
  panelText,
  regions,
  selectedRegion,
  settledState,
} from "./support/viewer.ts";

/** `UPDATE_IMAGES=1` renews the picture in the documentation. */
const screenshot = projectFile(
  process.env.UPDATE_IMAGES ? "docs/images/overlay.png" : "test-results/overlay.png",
);

let bench: TestBench;
let opened: TestPage;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
  opened = await bench.open();
  page = opened.page;
});
afterAll(async () => {
  await opened?.close();
  await bench?.close();
});

// In order: each test goes on where the one before left the page.
describe.sequential("the sample with an implanted lesion", () => {
  test("opens from the start screen, and the heatmap's highest region lies on the lesion", async () => {
    const { study, mask, pixels } = await lesion();
    await page.getByRole("button", { name: study.title.en }).last().click();
    expect(await settledState(page)).toBe("ready");
    const [highest] = await regions(page);
    const { column, row } = highest!.peakPoint;
    expect(pixels[Math.round(row) * mask.columns + Math.round(column)]).toBe(1);
  });

  test("has no heatmap until it is asked for; the switch shows it, the key hides it", async () => {
    expect(await colouredShare(page)).toBeLessThan(1e-4);
    await flipSwitch(page, "Show heatmap");
    await expect.poll(() => colouredShare(page), { timeout: 30_000 }).toBeGreaterThan(1e-3);
    await page.keyboard.press("o");
    await expect.poll(() => colouredShare(page), { timeout: 30_000 }).toBeLessThan(1e-4);
    await page.keyboard.press("o");
    await expect.poll(() => colouredShare(page), { timeout: 30_000 }).toBeGreaterThan(1e-3);
    expect(await page.getByRole("switch", { name: "Show heatmap" }).isChecked()).toBe(true);
  });

  test("says in words how unusual the image is, why to be careful, and by which model", async () => {
    const text = await panelText(page);
    expect(text).toMatch(/More unusual than (all )?\d+/);
    expect(text).toContain("Above the threshold that 5% of healthy images exceed.");
    expect(text).toContain("This looks like proton density; the model was trained on FLAIR.");
    expect(text).toMatch(/Brain FLAIR \d+\.\d+\.\d+ [0-9a-f]{8}/);
    expect(text).toMatch(/(WebGL|WebAssembly) \(.+\) · [\d,]+ ms/);
    expect(text).toContain("Not for diagnostic use");
  });

  test("draws the true mask beside the heatmap, and a region is marked when it is chosen", async () => {
    const outlines = () => page.locator("residua-viewport svg path").count();
    const before = await outlines();
    await flipSwitch(page, "Show true mask");
    await expect.poll(outlines, { timeout: 30_000 }).toBeGreaterThan(before);
    await mkdir(dirname(screenshot), { recursive: true });
    const shown = page.getByRole("switch", { name: "Show true mask" });
    await expect.poll(() => shown.isChecked()).toBe(true);
    await page.screenshot({ path: screenshot, animations: "disabled" });
    await page.getByRole("button", { name: /Region 1/ }).click();
    await expect.poll(() => selectedRegion(page)).toBe(1);
  });

  test("scrolls by the keys, to both ends", async () => {
    await page.keyboard.press("Home");
    await page.getByText("1 / 20").waitFor();
    await settledState(page);
    await page.keyboard.press("End");
    await page.getByText("20 / 20").waitFor();
    await settledState(page);
    await page.keyboard.press("ArrowUp");
    await page.getByText("19 / 20").waitFor();
  });

  test("speaks Chinese at the press of a key, and remembers it", async () => {
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("l");
    await intendedUse(page).getByText("不得用于诊断").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    const text = await panelText(page);
    expect(text).toMatch(/热图.*阈值.*模型/);
    expect(text).not.toMatch(/healthy|threshold|region|caution/i);
    await page.reload();
    await intendedUse(page).getByText("不得用于诊断").waitFor();
  });

  test("has no accessibility faults", async () => {
    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
      const { violations } = await inPage.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
    });
    expect(faults).toEqual([]);
  });

  test("asks no other server for anything, and leaves no error uncaught", () => {
    expect(opened.faults).toEqual([]);
  });
});

test("opens directly from a link, in the language of the browser", async () => {
  const { study } = await lesion();
  const direct = await bench.open({ query: `?sample=${study.id}`, locale: "zh-CN" });
  await direct.page.getByText("13 / 20").waitFor();
  await intendedUse(direct.page).getByText("不得用于诊断").waitFor();
  expect(direct.faults).toEqual([]);
  await direct.close();
});

/** Dialogs that are closed have the sentence too. */
function intendedUse(page: Page): Locator {
  return page.locator("residua-panel [part=footer] > residua-intended-use");
}
