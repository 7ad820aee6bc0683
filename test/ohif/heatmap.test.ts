import { mkdir, readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import { sampleMaskPixels, samplesIndexSchema } from "../../src/dataset/samples-schema.ts";
import { lesion } from "../e2e/support/lesion.ts";
import { projectFile } from "../e2e/support/paths.ts";
import { deepText } from "../e2e/support/viewer.ts";
import { type OhifBench, type OhifPage, type Site, startOhifBench } from "./support/bench.ts";
import {
  chooseFromList,
  expectHeatmaps,
  expectImage,
  goTo,
  instanceNumber,
  leftovers,
  panelResult,
  settled,
  toolbarButton,
  workers,
} from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `the heatmap in a stock OHIF${installed ? "" : ` (${howToInstall})`}`;

/** `UPDATE_IMAGES=1` renews the pictures in the documentation. */
const pictures = projectFile(process.env.UPDATE_IMAGES ? "docs/images" : "test-results");

let bench: OhifBench;
let site: Site;
let opened: OhifPage;
let page: Page;

// In order: each test goes on where the one before left the viewer.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    const { study } = await lesion();
    bench = await startOhifBench();
    site = await bench.site();
    opened = await site.open(`/viewer?StudyInstanceUIDs=${study.StudyInstanceUID}`);
    page = opened.page;
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await page?.screenshot({ path: "test-results/ohif-failed.png" });
  });
  afterAll(async () => {
    await opened?.close();
    await bench?.close();
  });

  test("waits in the viewer's own mode until it is asked for", async () => {
    await expectImage(page);
    await toolbarButton(page).waitFor();
    expect(await toolbarButton(page).getAttribute("data-active")).toBe("false");
    expect(workers(page)).toBe(0);
  });

  test("the button shows it, the key hides it, and the button is lit meanwhile", async () => {
    await toolbarButton(page).locator("button").click();
    await expectHeatmaps(page, 1);
    expect(await toolbarButton(page).getAttribute("data-active")).toBe("true");
    await page.keyboard.press("o");
    await expectHeatmaps(page, 0);
    expect(await toolbarButton(page).getAttribute("data-active")).toBe("false");
    await page.keyboard.press("o");
    await expectHeatmaps(page, 1);
  });

  test("the viewport's corner says how unusual the image is, and that it is not for diagnosis", async () => {
    const corner = page.locator("residua-ohif-corner");
    await expect.poll(() => corner.innerText()).toMatch(/^Residua p = 0\.\d{3} · Not for diagnostic use$/);
    expect(await corner.getAttribute("title")).toMatch(/^brain-flair \d+\.\d+\.\d+ [0-9a-f]{8}$/);
  });

  test("scrolling scores each image by itself: the next has no region, the one before has", async () => {
    const number = await instanceNumber(page);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => instanceNumber(page)).not.toBe(number);
    await expect.poll(() => page.locator("residua-ohif-corner").innerText()).toMatch(/p = /);
    await expectHeatmaps(page, 0);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => instanceNumber(page)).toBe(number);
    await expectHeatmaps(page, 1);
  });

  test("scoring the series says how far it is and leads to the lesion", async () => {
    await chooseFromList(page, "residua-scan");
    await page.getByText(/Image \d+ of 20/).waitFor();
    await page.getByText(/of 20 images score above the threshold from healthy images/).waitFor();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.locator('[data-cy="heatmap-btn"]').click();
    await expect.poll(() => settled(page)).toBe("ready");
    const { study } = await lesion();
    const { mask } = study.files[(await instanceNumber(page)) - 1]!;
    await expect
      .poll(async () => {
        const { column = 0, row = 0 } = (await panelResult(page))?.regions[0]?.peakPoint ?? {};
        return mask && sampleMaskPixels(mask)[Math.round(row) * mask.columns + Math.round(column)];
      })
      .toBe(1);
    await page.screenshot({ path: `${pictures}/ohif.png`, animations: "disabled" });
  });

  test("the panel lists the regions, the model and the intended use", async () => {
    const text = await deepText(page.locator("residua-panel"));
    expect(text).toContain("Regions above the calibrated threshold");
    expect(text).toMatch(/Brain FLAIR \d+\.\d+\.\d+ [0-9a-f]{8}/);
    expect(text).toContain("Not for diagnostic use");
    await page.keyboard.press("Shift+N");
    await page.locator(".residua-outlines").waitFor({ state: "attached" });
  });

  test("the list of maps chooses what is drawn", async () => {
    await chooseFromList(page, "residua-map-residual");
    await expect
      .poll(async () => deepText(page.locator("residua-panel")))
      .toContain("Difference between the image and its reconstruction");
    await chooseFromList(page, "residua-map-anomaly");
    await expectHeatmaps(page, 1);
  });

  test("two viewports each have theirs, and one again after", async () => {
    await page.locator('[data-cy="Layout"]').click();
    await page.locator('[data-cy="Layout-1-0"]').click();
    await expect.poll(() => page.locator('[data-cy="viewport-pane"]').count()).toBe(2);
    await page.locator('[data-cy="viewport-pane"]').nth(1).click();
    await page.locator('[data-cy="study-browser-thumbnail"]').first().dblclick();
    await expectHeatmaps(page, 2);
    await page.screenshot({ path: "test-results/ohif-two.png", animations: "disabled" });
    await page.locator('[data-cy="Layout"]').click();
    await page.locator('[data-cy="Layout-0-0"]').click();
    await expect.poll(() => page.locator('[data-cy="viewport-pane"]').count()).toBe(1);
    await expectHeatmaps(page, 1);
  });

  test("leaving the study leaves nothing behind, and coming back finds the heatmap on", async () => {
    await leaveStudy();
    const { study } = await lesion();
    await goTo(page, `/viewer?StudyInstanceUIDs=${study.StudyInstanceUID}`);
    await expectHeatmaps(page, 1);
    await toolbarButton(page).waitFor();
    expect(workers(page)).toBe(1);
    await leaveStudy();
  });

  test("the mode of its own opens another study with the panel open", async () => {
    const { studies } = samplesIndexSchema.parse(
      JSON.parse(await readFile(projectFile("samples/index.json"), "utf8")),
    );
    const { study } = await lesion();
    const other = studies.find(({ StudyInstanceUID }) => StudyInstanceUID !== study.StudyInstanceUID)!;
    await goTo(page, `/residua?StudyInstanceUIDs=${other.StudyInstanceUID}`);
    expect(await settled(page)).toBe("ready");
    expect(await toolbarButton(page).getAttribute("data-active")).toBe("true");
    await leaveStudy();
    expect(opened.faults).toEqual([]);
  });
});

/** To the study list by the viewer's own button; nothing of Residua may be left then. */
async function leaveStudy(): Promise<void> {
  await page.locator('[data-cy="return-to-work-list"]').click();
  await page.waitForURL(({ pathname }) => pathname === "/");
  await expect.poll(() => workers(page)).toBe(0);
  await expect.poll(() => leftovers(page)).toEqual([]);
}
