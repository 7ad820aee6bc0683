import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import { majorMinor } from "../../src/cli/ohif/app-config.ts";
import { lesion } from "../e2e/support/lesion.ts";
import { type OhifBench, type OhifPage, startOhifBench } from "./support/bench.ts";
import { leaveStudy, openStudy, runCommand } from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `the scores in the list of studies${installed ? "" : ` (${howToInstall})`}`;

let bench: OhifBench;
let opened: OhifPage;
let page: Page;

// In order: each test goes on where the one before left the viewer.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    bench = await startOhifBench();
    opened = await (await bench.site()).open("/");
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

  test("are forgotten by a command", async () => {
    await runCommand(page, "residuaForgetScores");
    await page.reload();
    await page.getByText("Residua, Sample").first().waitFor();
    expect(await score().count()).toBe(0);
    expect(await page.evaluate(() => localStorage.getItem("residua-study-scores"))).toBeNull();
    expect(opened.faults).toEqual([]);
  });
});
