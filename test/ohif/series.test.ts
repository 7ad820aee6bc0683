import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import { lesion } from "../e2e/support/lesion.ts";
import { type OhifBench, type OhifPage, startOhifBench } from "./support/bench.ts";
import { goTo, instanceNumber, leaveStudy, runCommand, settled } from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `the series in the panel of a stock OHIF${installed ? "" : ` (${howToInstall})`}`;

let bench: OhifBench;
let opened: OhifPage;
let page: Page;
let path: string;

// In order: each test goes on where the one before left the viewer.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    const { study } = await lesion();
    path = `/residua?StudyInstanceUIDs=${study.StudyInstanceUID}`;
    bench = await startOhifBench();
    opened = await (await bench.site()).open(path);
    page = opened.page;
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await page?.screenshot({ path: "test-results/ohif-series.png" });
  });
  afterAll(async () => {
    await opened?.close();
    await bench?.close();
  });

  const scan = () =>
    page.locator("residua-panel").evaluate((element) => {
      const { series } = element as ResiduaPanel;
      return { state: series?.state, done: series?.done, current: series?.current };
    });
  const button = (command: string) => page.locator(`residua-series [data-command=${command}]`);

  test("the panel begins the scan, the viewer's notification shows it, and ends it", async () => {
    expect(await settled(page)).toBe("ready");
    await expect.poll(scan).toMatchObject({ state: "idle", done: 1 });
    await button("start").click();
    await page.getByText(/Image \d+ of 20/).waitFor();
    await button("pause").click();
    await expect.poll(scan).toMatchObject({ state: "paused" });
    await page.locator("[data-sonner-toast]").getByRole("button", { name: "Cancel", exact: true }).click();
    await expect.poll(scan).toMatchObject({ state: "idle" });
    await expect.poll(() => page.getByText(/Image \d+ of 20/).count()).toBe(0);
  });

  test("it goes on where it stopped, and joins the lesion across its images, in millilitres", async () => {
    await button("start").click();
    await expect.poll(scan).toMatchObject({ state: "done", done: 20 });
    await page.locator("residua-series summary").click();
    const first = page.locator("residua-series-regions button[part=region]").first();
    expect(await first.innerText()).toMatch(/^\d+(\.\d+)? ml/);
    const drawn = () =>
      first.locator("canvas").evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        const { data } = (element as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
        return data.some((value, index) => index % 4 === 0 && value > 64);
      });
    await expect.poll(drawn).toBe(true);
    await first.click();
    const { study } = await lesion();
    await expect
      .poll(async () => study.files[(await instanceNumber(page)) - 1]?.mask !== undefined)
      .toBe(true);
    await page.locator(".residua-outlines").waitFor({ state: "attached" });
  });

  test("the strip beside the panel is the series' scroll bar", async () => {
    const slider = page.locator("residua-series-strip [role=slider]");
    await slider.focus();
    await page.keyboard.press("Home");
    await expect.poll(scan).toMatchObject({ current: 0 });
    await page.keyboard.press("End");
    await expect.poll(scan).toMatchObject({ current: 19 });
    expect(await slider.getAttribute("aria-valuemax")).toBe("20");
  });

  test("what was scored is there when the study is opened again, until it is forgotten", async () => {
    await leaveStudy(page);
    await goTo(page, path);
    expect(await settled(page)).toBe("ready");
    await expect.poll(scan).toMatchObject({ state: "done", done: 20 });
    await runCommand(page, "residuaForgetScores");
    await expect.poll(scan).toMatchObject({ state: "idle" });
    expect(opened.faults).toEqual([]);
  });
});
