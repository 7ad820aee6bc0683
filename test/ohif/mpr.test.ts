import { mkdir } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import { lesion } from "../e2e/support/lesion.ts";
import { projectFile } from "../e2e/support/paths.ts";
import { deepText } from "../e2e/support/viewer.ts";
import { type OhifBench, type OhifPage, startOhifBench } from "./support/bench.ts";
import { heatmapPoints } from "./support/heatmap-points.ts";
import {
  colouredShares,
  expectHeatmaps,
  expectImage,
  goTo,
  leftovers,
  toolbarButton,
  workers,
} from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `MPR in a stock OHIF${installed ? "" : ` (${howToInstall})`}`;

/** `UPDATE_IMAGES=1` renews the picture in the documentation. */
const pictures = projectFile(process.env.UPDATE_IMAGES ? "docs/images" : "test-results");

let bench: OhifBench;
let opened: OhifPage;
let page: Page;

const panes = () => page.locator('[data-cy="viewport-pane"]');

// In order: each test goes on where the one before left the viewer.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    const { study } = await lesion();
    bench = await startOhifBench();
    const site = await bench.site();
    opened = await site.open(`/viewer?StudyInstanceUIDs=${study.StudyInstanceUID}`);
    page = opened.page;
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await page?.screenshot({ path: "test-results/ohif-mpr-failed.png" });
  });
  afterAll(async () => {
    await opened?.close();
    await bench?.close();
  });

  test("the heatmap goes on from the stack to its volume, which is scored as a whole", async () => {
    await expectImage(page);
    await toolbarButton(page).locator("button").click();
    await expectHeatmaps(page, 1);
    await page.locator('[data-cy="heatmap-btn"]').click();
    const progress = await followProgress();
    await openMpr();
    await expect.poll(() => panes().count()).toBe(3);
    await expect.poll(progress).toEqual({ total: 20, over: true });
  });

  test("a region brings all three planes to the lesion, and each shows it at the same point of the patient", async () => {
    await panes().nth(1).click();
    await page.keyboard.press("Shift+N");
    await expectHeatmaps(page, 3);
    await page.screenshot({ path: `${pictures}/ohif-mpr.png`, animations: "disabled" });
    const { sagittal, coronal, axial } = await heatmapPoints(page);
    // Two planes share one axis of the patient. The lesion is 30 mm wide and no ball, so its middle differs a little.
    expect(Math.abs(axial![0] - coronal![0]), "left and right").toBeLessThan(5);
    expect(Math.abs(axial![1] - sagittal![1]), "front and back").toBeLessThan(5);
    expect(Math.abs(sagittal![2] - coronal![2]), "up and down").toBeLessThan(5);
  });

  test("the key hides it in all of them, and shows it again without scoring anew", async () => {
    await page.keyboard.press("o");
    await expectHeatmaps(page, 0);
    await page.keyboard.press("o");
    await expectHeatmaps(page, 3);
    expect(await deepText(page.locator("residua-panel"))).not.toContain("slices scored");
  });

  test("the viewer's own tools leave it alone: window and level, and scrolling", async () => {
    const before = await colouredShares(page);
    await panes().nth(2).hover();
    const box = (await panes().nth(2).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 + 10, { steps: 3 });
    await page.mouse.up();
    await expectHeatmaps(page, 3);
    expect((await colouredShares(page))[1]).toBeCloseTo(before[1]!, 2);
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 100);
        return (await colouredShares(page)).filter((share) => share > 1e-3).length;
      })
      .toBe(2);
  });

  test("one plane of the volume alone keeps its heatmap", async () => {
    await page.locator('[data-cy="Layout"]').click();
    await page.locator('[data-cy="Layout-0-0"]').click();
    await expect.poll(() => panes().count()).toBe(1);
    await expectHeatmaps(page, 1);
  });

  test("leaving leaves nothing behind, and coming back there is a stack with its heatmap", async () => {
    await leaveStudy();
    const { study } = await lesion();
    await goTo(page, `/viewer?StudyInstanceUIDs=${study.StudyInstanceUID}`);
    await expectHeatmaps(page, 1);
    expect(await kinds()).toEqual(["stack"]);
    await leaveStudy();
    expect(opened.faults).toEqual([]);
  });
});

async function leaveStudy(): Promise<void> {
  await page.locator('[data-cy="return-to-work-list"]').click();
  await page.waitForURL(({ pathname }) => pathname === "/");
  await expect.poll(() => workers(page)).toBe(0);
  await expect.poll(() => leftovers(page)).toEqual([]);
}

/** Looks at what the panel says often enough to miss nothing of it on a fast machine. */
async function followProgress(): Promise<() => Promise<unknown>> {
  const panel = page.locator("residua-panel");
  await panel.evaluate((element) => {
    const { dataset } = element;
    setInterval(() => {
      const { progress } = element as ResiduaPanel;
      if (progress) dataset.slices = String(progress.total);
    }, 10);
  });
  return () =>
    panel.evaluate((element) => ({
      total: Number(element.dataset.slices),
      over: (element as ResiduaPanel).progress === undefined,
    }));
}

/** By the viewer's own menu. */
async function openMpr(): Promise<void> {
  await page.locator('[data-cy="Layout"]').click();
  await page.getByText("MPR", { exact: true }).click();
}

/** Kinds of the viewports on the screen. */
function kinds(): Promise<string[]> {
  return page.evaluate(() => {
    // OHIF's own handle for its console.
    const { cornerstone } = window as unknown as { cornerstone: typeof import("@cornerstonejs/core") };
    return cornerstone
      .getRenderingEngines()!
      .flatMap((engine) => engine.getViewports())
      .filter(({ element }) => element.checkVisibility())
      .map(({ type }) => type);
  });
}
