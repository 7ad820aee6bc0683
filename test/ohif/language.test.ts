import { mkdir } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import { lesion } from "../e2e/support/lesion.ts";
import { projectFile } from "../e2e/support/paths.ts";
import { deepText } from "../e2e/support/viewer.ts";
import { type OhifBench, type OhifPage, startOhifBench } from "./support/bench.ts";
import { leaveStudy, openPreferences, runCommand, settled } from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `Chinese in a stock OHIF${installed ? "" : ` (${howToInstall})`}`;
const pictures = projectFile(process.env.UPDATE_IMAGES ? "docs/images" : "test-results");

let bench: OhifBench;
let opened: OhifPage;
let page: Page;

// In order: each test goes on where the one before left the viewer. The browser speaks English throughout.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    const { study } = await lesion();
    bench = await startOhifBench();
    const site = await bench.site({ configuration: { language: undefined } });
    opened = await site.open(`/residua?StudyInstanceUIDs=${study.StudyInstanceUID}&lng=zh`);
    page = opened.page;
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await page?.screenshot({ path: "test-results/ohif-language.png" });
  });
  afterAll(async () => {
    await opened?.close();
    await bench?.close();
  });

  test("panel, corner and notifications follow the viewer's language", async () => {
    expect(await settled(page)).toBe("ready");
    expect(await page.getByText("检查", { exact: true }).count(), "the viewer's own text").toBeGreaterThan(0);
    expect(await deepText(page.locator("residua-panel"))).toContain("不得用于诊断");
    await expect
      .poll(() => page.locator("residua-ohif-corner").innerText())
      .toMatch(/p = .* · 不得用于诊断$/);
    await runCommand(page, "residuaScanSeries");
    await page.getByText(/第 \d+ 幅，共 20 幅/).waitFor();
    await page.getByText(/20 幅图像中有 \d+ 幅的得分高于由健康图像得出的阈值/).waitFor();
    const clip = { x: 640, y: 0, width: 640, height: 720 };
    await page.screenshot({ path: `${pictures}/ohif-zh.png`, animations: "disabled", clip });
  });

  test("so do the button's list and the names of the keys", async () => {
    await page.locator('[data-cy="residua-split-button-secondary"] button').click();
    const entries = page.locator("[role=menu] [data-cy^=residua-]");
    await expect.poll(() => entries.count()).toBeGreaterThan(5);
    for (const text of await entries.allInnerTexts()) expect(text).toMatch(/[\u4e00-\u9fff]/);
    await page.keyboard.press("Escape");
    await openPreferences(page);
    for (const name of ["热图", "上一区域", "存储结果"]) {
      await page.getByRole("dialog").getByText(name, { exact: true }).waitFor();
    }
    await page.keyboard.press("Escape");
  });

  test("the viewer keeps its language, and the plugin with it", async () => {
    await leaveStudy(page);
    const { study } = await lesion();
    await page.goto(new URL(`/residua?StudyInstanceUIDs=${study.StudyInstanceUID}`, page.url()).href);
    expect(await settled(page)).toBe("ready");
    expect(await deepText(page.locator("residua-panel"))).toContain("不得用于诊断");
    expect(opened.faults).toEqual([]);
  });
});
