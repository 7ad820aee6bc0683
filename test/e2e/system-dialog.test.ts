import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lesion } from "./support/lesion.ts";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
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
  await page.keyboard.press("/");
  await page.locator("residua-diagnostics section").first().waitFor();
});
afterAll(async () => {
  await opened?.close();
  await bench?.close();
});

/** What a button of the dialog saves. */
async function saved(selector: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(selector).click()]);
  return readFileSync(await download.path(), "utf8");
}
const storage = (command: string) => `residua-storage [data-command=${command}]`;

// In order: the last test clears what the others save.
describe.sequential("the dialog about storage and diagnostics, with a study open", () => {
  test("tells what the browser can do and that the models match, and nothing of the study", async () => {
    const json = await saved("residua-diagnostics wa-button:has-text('JSON')");
    const told = JSON.parse(json);
    expect(told).toMatchObject({
      format: "residua-diagnostics",
      intendedUse: "Not for diagnostic use",
      backend: { backend: "wasm" },
      graphics: { webgl2: true },
      webassembly: { simd: true },
    });
    expect(told.timings["timing: wasm"]).toMatch(/^[\d.]+ ms$/);
    expect(told.models["model: brain-flair"]).toContain("match their hashes");
    const { study } = await lesion();
    const text = json + (await deepText(page.locator("residua-diagnostics")));
    const uids = [
      study.StudyInstanceUID,
      study.SeriesInstanceUID,
      ...study.files.map((file) => file.SOPInstanceUID),
    ];
    for (const secret of [...uids, "Residua Sample", "FSE PD", study.id]) expect(text).not.toContain(secret);
  });

  test("measures each backend when asked", async () => {
    await page.locator("residua-diagnostics wa-button", { hasText: "Measure" }).click();
    const timings = page.locator("residua-diagnostics section[aria-labelledby=timings]");
    await expect
      .poll(() => timings.innerText(), waiting)
      .toMatch(/WebGL[\s\S]*ms[\s\S]*WebAssembly[\s\S]*ms/);
  });

  test("saves the kept results of the series with the model that made them", async () => {
    const { study } = await lesion();
    const { results } = JSON.parse(await saved(storage("save-series-json")));
    expect(results).toHaveLength(1);
    const uids = study.files.map(({ SOPInstanceUID }) => SOPInstanceUID);
    expect(uids).toContain(results[0].sopInstanceUid);
    expect(results[0].model).toMatchObject({ id: "brain-flair" });
    expect(results[0].regions.length).toBeGreaterThan(0);
    const rows: Record<string, string>[] = parse(await saved(storage("save-all-csv")), { columns: true });
    expect(rows).toHaveLength(results[0].regions.length);
    expect(rows[0]!.model_sha256).toBe(results[0].model.sha256);
    expect(Number(rows[0]!.p_value)).toBeCloseTo(results[0].pValue);
  });

  test("clears them, after a question", async () => {
    await page.locator(storage("ask-clear")).click();
    expect(await deepText(page.locator("residua-storage [role=alertdialog]"))).toContain("all 1 images");
    await page.locator(storage("clear")).click();
    await expect.poll(() => deepText(page.locator("residua-storage")), waiting).toContain("Nothing is kept.");
    expect(opened.faults).toEqual([]);
  });
});
