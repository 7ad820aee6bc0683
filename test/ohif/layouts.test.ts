import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import { lesion } from "../e2e/support/lesion.ts";
import { type OhifBench, type OhifPage, startOhifBench } from "./support/bench.ts";
import { copySeries } from "./support/copies.ts";
import {
  chooseLayout,
  expectHeatmaps,
  expectImage,
  expectNothingLeft,
  leaveStudy,
  openStudy,
  runCommand,
  toolbarButton,
  traces,
  workers,
} from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `the heatmap through changes of what is shown${installed ? "" : ` (${howToInstall})`}`;

let bench: OhifBench;
let opened: OhifPage;
let page: Page;
let studyUid: string;

// In order: each test goes on where the one before left the viewer.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    studyUid = (await lesion()).study.StudyInstanceUID;
    bench = await startOhifBench();
    await copySeries(bench.orthanc.url, studyUid, { Modality: "CT", SeriesNumber: "99" });
    opened = await (await bench.site()).open(`/viewer?StudyInstanceUIDs=${studyUid}`);
    page = opened.page;
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await page?.screenshot({ path: "test-results/ohif-layouts.png" });
  });
  afterAll(async () => {
    await opened?.close();
    await bench?.close();
  });

  const thumbnail = (modality: string) =>
    page.locator('[data-cy="study-browser-thumbnail"]').filter({ hasText: modality }).first();

  test("a series dropped on the viewport takes the heatmap of the one before away, and back", async () => {
    await expectImage(page);
    await toolbarButton(page).locator("button").click();
    await expectHeatmaps(page, 1);
    const pane = page.locator('[data-cy="viewport-pane"]').first();
    await thumbnail("CT").dragTo(pane);
    await page.locator("[data-sonner-toast]", { hasText: "The model is for MR images" }).waitFor();
    await expectImage(page);
    await expectHeatmaps(page, 0);
    await expect.poll(() => traces(page)).toMatchObject({ actors: 0, images: 0 });
    await thumbnail("MR").dragTo(pane);
    await expectHeatmaps(page, 1);
  });

  test("two by two viewports have one each where an image is, and one again after", async () => {
    await chooseLayout(page, 2, 2);
    await thumbnail("MR").dragTo(page.locator('[data-cy="viewport-pane"]').nth(3));
    await expect.poll(async () => (await traces(page)).actors).toBeGreaterThan(1);
    await chooseLayout(page, 1, 1);
    await expectHeatmaps(page, 1);
    await expect.poll(() => traces(page)).toMatchObject({ actors: 1, images: 1 });
    expect(workers(page)).toBe(1);
  });

  test("another hanging protocol has it too", async () => {
    await runCommand(page, "setHangingProtocol", { protocolId: "@ohif/mnGrid" });
    await expect.poll(() => page.locator('[data-cy="viewport-pane"]').count()).toBeGreaterThan(1);
    await expect.poll(async () => (await traces(page)).actors).toBeGreaterThan(0);
    await runCommand(page, "setHangingProtocol", { protocolId: "default" });
    await expect.poll(() => page.locator('[data-cy="viewport-pane"]').count()).toBe(1);
    await expect.poll(async () => (await traces(page)).actors).toBeLessThan(2);
    expect(workers(page)).toBe(1);
  });

  test("left and entered twice, nothing is left behind or listens twice", async () => {
    await leaveStudy(page);
    await expectNothingLeft(page);
    const { listeners } = await traces(page);
    await openStudy(page, studyUid);
    await expect.poll(() => workers(page)).toBe(1);
    await leaveStudy(page);
    await expectNothingLeft(page);
    await openStudy(page, studyUid);
    await expect.poll(() => workers(page)).toBe(1);
    await leaveStudy(page);
    await expectNothingLeft(page);
    expect((await traces(page)).listeners).toBe(listeners);
    expect(opened.faults).toEqual([]);
  });
});
