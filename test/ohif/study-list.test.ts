import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import { majorMinor } from "../../src/cli/ohif/app-config.ts";
import { lesion } from "../e2e/support/lesion.ts";
import { type OhifBench, type OhifPage, type Site, startOhifBench } from "./support/bench.ts";
import { leaveStudy, openStudy, runCommand } from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `the scores in the list of studies${installed ? "" : ` (${howToInstall})`}`;

let bench: OhifBench;
let site: Site;
let opened: OhifPage;
let page: Page;

// In order: each test goes on where the one before left the viewer.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    bench = await startOhifBench();
    site = await bench.site();
    opened = await site.open("/");
    page = opened.page;
    // The list hides columns that it has no room for.
    await page.setViewportSize({ width: 1920, height: 720 });
    await page.getByText("Residua, Sample").first().waitFor();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await page?.screenshot({ path: "test-results/ohif-study-list.png" });
  });
  afterAll(async () => {
    await opened?.close();
    await bench?.close();
  });

  const heading = () => page.getByText("Residua · Not for diagnostic use");
  const score = () => page.getByText(/^p = \d\.\d{3} · brain-flair \d+\.\d+\.\d+ [0-9a-f]{8}$/);

  test("have a column where the viewer's list takes one", async () => {
    const [, minor = 0] = majorMinor(bench.version) ?? [];
    expect(await heading().count()).toBe(minor >= 13 ? 1 : 0);
    expect(await score().count()).toBe(0);
  });

  test("show a study's after its series has been scored, and only that study's", async () => {
    const { study } = await lesion();
    await openStudy(page, study.StudyInstanceUID);
    await runCommand(page, "residuaScanSeries");
    await page.getByText(/of 20 images score above the threshold from healthy images/).waitFor();
    const kept = await page.evaluate(() => localStorage.getItem("residua-study-scores"));
    expect(JSON.parse(kept ?? "[]")).toMatchObject([
      [study.StudyInstanceUID, [{ model: { id: "brain-flair" }, pValue: expect.any(Number) }]],
    ]);
    await leaveStudy(page);
    await page.getByText("Residua, Sample").first().waitFor();
    if ((await heading().count()) === 0) return;
    await score().first().waitFor();
    expect(await score().count()).toBe(1);
    await page.screenshot({ path: "test-results/ohif-study-list-score.png", animations: "disabled" });
  });

  test("show what a colleague stored on the server, in a browser that has scored nothing", async () => {
    const { study } = await lesion();
    await openStudy(page, study.StudyInstanceUID);
    await runCommand(page, "residuaStoreResults");
    await page.getByText(/A report and a segmentation with \d+ regions were stored\./).waitFor();
    await leaveStudy(page);
    const [, minor = 0] = majorMinor(bench.version) ?? [];
    if (minor < 13) return;
    const other = await site.open("/");
    await other.page.setViewportSize({ width: 1920, height: 720 });
    const shown = other.page.locator("residua-ohif-study-score:not(:empty)");
    await shown.waitFor();
    expect(await shown.count()).toBe(1);
    expect(await shown.getAttribute("data-study")).toBe(study.StudyInstanceUID);
    expect(await shown.getAttribute("title")).toBe("From a report on the server");
    const kept = await page.evaluate(() => localStorage.getItem("residua-study-scores"));
    const [[, [{ pValue }]]] = JSON.parse(kept ?? "[]") as [[string, [{ readonly pValue: number }]]];
    expect(await shown.innerText()).toContain(`p = ${pValue.toFixed(3)} ·`);
    expect(await other.page.evaluate(() => localStorage.getItem("residua-study-scores"))).toBeNull();
    expect(other.faults).toEqual([]);
    await other.close();
  });

  test("are forgotten by a command", async () => {
    await runCommand(page, "residuaForgetScores");
    await page.reload();
    await page.getByText("Residua, Sample").first().waitFor();
    expect(await page.locator('residua-ohif-study-score[title="Kept in this browser"]').count()).toBe(0);
    expect(await page.evaluate(() => localStorage.getItem("residua-study-scores"))).toBeNull();
    expect(opened.faults).toEqual([]);
  });
});
