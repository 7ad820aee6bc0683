import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall, startOrthanc } from "../../scripts/ohif/orthanc.mjs";
import { text } from "../../src/report/dataset.ts";
import { readDicomFile } from "../../src/report/dicom-file.ts";
import { resultsSchema } from "../../src/report/tables/results-schema.ts";
import { startProxy } from "./support/cors-proxy.ts";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
import { chooseFiles, colouredShare, deepText, openingDone, settledState } from "./support/viewer.ts";

const sample = "?sample=brain-mr-lesion&backend=wasm";

let bench: TestBench;
let opened: TestPage;
/** What was downloaded, by name. */
let files: Readonly<Record<string, Uint8Array>>;

beforeAll(async () => {
  bench = await startBench(process.env.RESIDUA_E2E_PAGE ? { folder: process.env.RESIDUA_E2E_PAGE } : {});
  opened = await bench.open({ query: sample });
  expect(await settledState(opened.page)).toBe("ready");
});
afterAll(async () => {
  await opened?.close();
  await bench?.close();
});

const dialog = (page: Page) => page.locator("residua-results");
const kind = (page: Page, name: string) => dialog(page).locator(`[data-kind="${name}"]`);
const endsWith = (end: string) => Object.entries(files).find(([name]) => name.endsWith(end))![1];

async function openDialog(page: Page): Promise<void> {
  await page.locator("residua-header #results").click();
  await dialog(page).locator("#download").waitFor();
}

describe("results of a series in the page", () => {
  test("are scored where they are not yet, written and downloaded, without anything being sent", async () => {
    const { page, faults } = opened;
    await openDialog(page);
    expect(await deepText(dialog(page).locator("#missing"))).toMatch(/\d+ of \d+ images have no score yet/);
    for (const name of ["keyImages", "map", "labelmap", "csv", "json"]) await kind(page, name).click();
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: 300_000 }),
      dialog(page).locator("#download").click(),
    ]);
    expect(download.suggestedFilename()).toBe("residua-results.zip");
    files = unzipSync(new Uint8Array(await readFile(await download.path())));
    const ends = Object.keys(files).map((name) => name.replace(/^[\d.]+/, ""));
    for (const end of [
      "-seg.dcm",
      "-sr.dcm",
      "-labelmap.dcm",
      "-map.dcm",
      "-key.dcm",
      "-images.csv",
      "-regions.csv",
      "-results.json",
    ]) {
      expect(ends).toContain(end);
    }
    const results = resultsSchema.parse(JSON.parse(new TextDecoder().decode(endsWith("-results.json"))));
    expect(results.regions.length).toBeGreaterThan(0);
    expect(results.images.every(({ anomalyScore }) => anomalyScore !== null)).toBe(true);
    expect(await deepText(dialog(page))).toContain("files were made");
    expect(faults).toEqual([]);
  }, 400_000);

  test("are shown again from their files, by whom they are, and can be hidden", async () => {
    const { page, faults, close } = await bench.open({ query: sample });
    expect(await settledState(page)).toBe("ready");
    const list = page.locator("residua-overlay-list");
    expect(await colouredShare(page)).toBeLessThan(1e-4);
    await chooseFiles(page, [dicom("map.dcm", endsWith("-map.dcm")), dicom("seg.dcm", endsWith("-seg.dcm"))]);
    await openingDone(page);
    await list.locator("li[data-kind=map]").waitFor();
    await list.locator("li[data-kind=segmentation]").waitFor();
    expect(await deepText(list)).toMatch(/By Residua\..*On \d+ images of this series/);
    await expect.poll(() => colouredShare(page), { timeout: 30_000 }).toBeGreaterThan(1e-2);
    const outlines = page.locator("residua-viewport .residua-outlines path");
    await expect.poll(() => outlines.count()).toBeGreaterThan(0);
    await list.locator("li[data-kind=map] wa-switch").click();
    await expect.poll(() => colouredShare(page), { timeout: 30_000 }).toBeLessThan(1e-4);
    await list.locator("li[data-kind=segmentation] wa-switch").click();
    await expect.poll(() => outlines.count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  }, 200_000);

  test("of others are refused with a reason where they cannot be shown", async () => {
    const { page, faults, close } = await bench.open({ query: sample });
    await settledState(page);
    const damaged = endsWith("-seg.dcm").slice(0, -400);
    await chooseFiles(page, [dicom("damaged.dcm", damaged)]);
    const entry = page.locator("residua-overlay-list li[data-reason]");
    await entry.waitFor();
    expect(await deepText(entry)).toMatch(/damaged\.dcm.*(ends early|damaged)/);
    expect(faults).toEqual([]);
    await close();
  }, 200_000);
});

describe("sending results to a DICOMweb server", () => {
  const orthanc = findOrthanc();
  test.skipIf(!orthanc)(
    `stores each object once in a real Orthanc, with the token that was typed${orthanc ? "" : ` (${howToInstall})`}`,
    async () => {
      const server = await startOrthanc();
      const proxy = await startProxy({ target: server.url, isOpen: true });
      try {
        const { page } = opened;
        await send(page, `${proxy.url}/dicom-web`, "a-token");
        await expect
          .poll(() => deepText(dialog(page)), { timeout: 120_000 })
          .toMatch(/(\d+) objects were stored/);
        const stored = (await (await fetch(`${server.url}/instances`)).json()) as string[];
        // What was chosen for the download is chosen still; the tables stay here.
        const objects = Object.keys(files).filter((name) => name.endsWith(".dcm"));
        expect(stored).toHaveLength(objects.length);
        for (const id of stored) {
          const answer = await fetch(`${server.url}/instances/${id}/file`);
          const dataset = readDicomFile(new Uint8Array(await answer.arrayBuffer()));
          const same = objects
            .map((name) => readDicomFile(files[name]!))
            .find((other) => text(other, "SOPInstanceUID") === text(dataset, "SOPInstanceUID"))!;
          expect(dataset.PixelData).toEqual(same.PixelData);
          expect(dataset.FloatPixelData).toEqual(same.FloatPixelData);
        }
        expect(proxy.requests.every(({ authorization }) => authorization === "Bearer a-token")).toBe(true);
        await dialog(page).locator("#send").click();
        await expect.poll(() => deepText(dialog(page)), { timeout: 120_000 }).toContain("nothing was sent");
        expect(await (await fetch(`${server.url}/instances`)).json()).toHaveLength(stored.length);
        const elsewhere = opened.faults.filter((fault) => !fault.startsWith(`request: ${proxy.url}/`));
        expect(elsewhere).toEqual([]);
      } finally {
        proxy.close();
        await server.stop();
      }
    },
    400_000,
  );

  test("explains a server that does not allow this page, and an address that is none", async () => {
    const proxy = await startProxy({ target: "http://127.0.0.1:9", isOpen: false });
    try {
      const { page } = opened;
      await send(page, "pacs", "");
      await expect.poll(() => deepText(dialog(page))).toContain("Give the address of a DICOMweb service");
      await send(page, `${proxy.url}/dicom-web`, "");
      await expect
        .poll(() => deepText(dialog(page)), { timeout: 120_000 })
        .toContain("Access-Control-Allow-Origin");
      expect(opened.faults.filter((fault) => fault.startsWith("policy"))).toEqual([]);
    } finally {
      proxy.close();
    }
  }, 200_000);
});

async function send(page: Page, url: string, token: string): Promise<void> {
  if (!(await dialog(page).locator("#send").isVisible())) await openDialog(page);
  await dialog(page).locator("#url input").fill(url);
  await dialog(page).locator("#token input").fill(token);
  await dialog(page).locator("#send").click();
}

function dicom(name: string, bytes: Uint8Array) {
  return { name, mimeType: "application/dicom", buffer: Buffer.from(bytes) };
}
