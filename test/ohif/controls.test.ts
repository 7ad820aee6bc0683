import type { Locator, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import { lesion } from "../e2e/support/lesion.ts";
import { deepText } from "../e2e/support/viewer.ts";
import { type OhifBench, type OhifPage, startOhifBench } from "./support/bench.ts";
import { expectHeatmaps, openPreferences, runCommand, settled } from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `the commands and keys in a stock OHIF${installed ? "" : ` (${howToInstall})`}`;

let bench: OhifBench;
let opened: OhifPage;
let page: Page;

// In order: each test goes on where the one before left the viewer.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    const { study } = await lesion();
    bench = await startOhifBench();
    opened = await (await bench.site()).open(`/residua?StudyInstanceUIDs=${study.StudyInstanceUID}`);
    page = opened.page;
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await page?.screenshot({ path: "test-results/ohif-controls.png" });
  });
  afterAll(async () => {
    await opened?.close();
    await bench?.close();
  });

  /** What the panel shows of the heatmap's look, and of the regions. */
  const look = () =>
    page.locator("residua-panel").evaluate((element) => {
      const { overlayStyle, selectedRegion } = element as ResiduaPanel;
      return { ...overlayStyle, selectedRegion };
    });

  test("commands set map, opacity and threshold", async () => {
    expect(await settled(page)).toBe("ready");
    await expectHeatmaps(page, 1);
    await runCommand(page, "residuaSetMap", { map: "residual" });
    await runCommand(page, "residuaSetOpacity", { opacity: 0.35 });
    await runCommand(page, "residuaLessOpacity");
    await runCommand(page, "residuaSetThreshold", { threshold: "off" });
    await expect.poll(look).toMatchObject({ map: "residual", opacity: 0.25, threshold: "off" });
    await runCommand(page, "residuaSetOpacity", { opacity: 0.8 });
    await runCommand(page, "residuaSetThreshold", { threshold: "calibrated" });
    await runCommand(page, "residuaSetMap", { map: "no such map" });
    await runCommand(page, "residuaSetMap", { map: "anomaly" });
    await expect.poll(look).toMatchObject({ map: "anomaly", opacity: 0.8, threshold: "calibrated" });
    await expectHeatmaps(page, 1);
  });

  test("commands step through the regions, and the outline follows", async () => {
    await runCommand(page, "residuaNextRegion");
    await expect.poll(look).toMatchObject({ selectedRegion: 1 });
    await page.locator(".residua-outlines").waitFor({ state: "attached" });
    await runCommand(page, "residuaPreviousRegion");
    await expect.poll(look).toMatchObject({ selectedRegion: expect.any(Number) });
  });

  test("the viewer's preferences list the keys, and a key chosen there takes the place of the one before", async () => {
    await openPreferences(page);
    const field = (name: string) =>
      page.getByRole("dialog").getByText(name, { exact: true }).locator("..").locator("input");
    for (const name of [
      "Heatmap",
      "Next region",
      "Region before",
      "Heatmap +",
      "Heatmap −",
      "Store results",
    ]) {
      expect(await isReachable(field(name)), name).toBe(true);
    }
    const entry = field("Heatmap");
    await entry.click();
    await page.keyboard.press("j");
    await expect.poll(() => entry.inputValue()).toMatch(/^j$/i);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expectHeatmaps(page, 1);
    await page.keyboard.press("j");
    await expectHeatmaps(page, 0);
    await page.keyboard.press("o");
    await page.keyboard.press("j");
    await expectHeatmaps(page, 1);
    expect(await deepText(page.locator("residua-panel"))).toContain("Not for diagnostic use");
    expect(opened.faults).toEqual([]);
  });
});

/** Whether nothing lies over a field's left part; the viewer's own dialog cuts off the right of the last column. */
function isReachable(field: Locator): Promise<boolean> {
  return field.evaluate((element) => {
    element.scrollIntoView({ block: "center" });
    const { left, top, height } = element.getBoundingClientRect();
    return document.elementFromPoint(left + 8, top + height / 2) === element;
  });
}
