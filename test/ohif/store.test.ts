import { mkdir } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findOrthanc, howToInstall } from "../../scripts/ohif/orthanc.mjs";
import { majorMinor } from "../../src/cli/ohif/app-config.ts";
import { type DicomJson, jsonItems, jsonText } from "../../src/report/dicom-web.ts";
import { lesion } from "../e2e/support/lesion.ts";
import { projectFile } from "../e2e/support/paths.ts";
import { type OhifBench, type OhifPage, type Site, startOhifBench } from "./support/bench.ts";
import { forbidStoring, lockStorage, scriptable } from "./support/refusals.ts";
import { chooseFromList, expectImage, instanceNumber, toolbarButton } from "./support/viewer.ts";

const installed = findOrthanc() !== undefined;
const title = `storing the results from a stock OHIF${installed ? "" : ` (${howToInstall})`}`;
const pictures = projectFile(process.env.UPDATE_IMAGES ? "docs/images" : "test-results");

let bench: OhifBench;
let site: Site;
let opened: OhifPage;
let page: Page;
let study: string;

/** The objects of the study that are of a modality, as Orthanc answers QIDO-RS. */
async function found(modality: string): Promise<readonly DicomJson[]> {
  const query = `Modality=${modality}&includefield=00081115&includefield=0008103E`;
  const answer = await fetch(`${bench.orthanc.url}/dicom-web/studies/${study}/instances?${query}`, {
    headers: { Accept: "application/dicom+json" },
  });
  return (await answer.json()) as DicomJson[];
}

/** All attributes of the study's one object of a modality. */
async function stored(modality: string): Promise<DicomJson> {
  const [object] = await found(modality);
  const answer = await fetch(
    `${bench.orthanc.url}/dicom-web/studies/${study}/series/${jsonText(object!, "0020000E")}/metadata`,
  );
  return ((await answer.json()) as DicomJson[])[0]!;
}

const uids = (objects: readonly DicomJson[]) => objects.map((object) => jsonText(object, "00080018"));

/** OHIF's entry in the list of series for what has no picture. */
const listed = (modality: string) =>
  page.locator('[data-cy="study-browser-thumbnail-no-image"]').filter({ hasText: modality });

// In order: each test goes on where the one before left the viewer and the server.
describe.skipIf(!installed).sequential(title, () => {
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    study = (await lesion()).study.StudyInstanceUID;
    bench = await startOhifBench(scriptable);
    site = await bench.site();
    opened = await site.open(`/viewer?StudyInstanceUIDs=${study}`);
    page = opened.page;
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await page?.screenshot({ path: "test-results/ohif-store-failed.png" });
  });
  afterAll(async () => {
    await opened?.close();
    await bench?.close();
  });

  test("a server that may not be written to is named, and nothing is stored", async () => {
    await expectImage(page);
    await toolbarButton(page).waitFor();
    const { undo } = await forbidStoring(bench.orthanc);
    await chooseFromList(page, "residua-store");
    await page
      .getByText("The server does not allow storing (403). Sign in again, or ask the server's administrator.")
      .waitFor();
    await undo();
    expect(await found("SEG")).toEqual([]);
    expect(await found("SR")).toEqual([]);
  });

  test("a server that cannot write is told from one that has stored, though it answers that all is well", async () => {
    const { undo } = await lockStorage(bench.orthanc);
    await chooseFromList(page, "residua-store");
    await page.getByText("The server did not store the results (200): the server gives no reason.").waitFor();
    await undo();
    expect(await found("SEG")).toEqual([]);
    expect(await found("SR")).toEqual([]);
  });

  test("the key stores a segmentation and a report, and the viewer lists both at once", async () => {
    await page.keyboard.press("Shift+S");
    await page.getByText(/A report and a segmentation with \d+ regions were stored\./).waitFor();
    expect(uids(await found("SEG"))).toHaveLength(1);
    expect(uids(await found("SR"))).toHaveLength(1);
    await listed("SEG").waitFor();
    await listed("SR").waitFor();
  });

  test("what was stored refers to the series that was scored", async () => {
    const object = await stored("SEG");
    const { study: sample } = await lesion();
    expect(jsonItems(object, "00081115").map((series) => jsonText(series, "0020000E"))).toEqual([
      sample.SeriesInstanceUID,
    ]);
    expect(jsonText(object, "0008103E")).toMatch(/^Residua regions, brain-flair \d/);
  });

  test("storing again makes no second copy, and says so", async () => {
    const before = [...uids(await found("SEG")), ...uids(await found("SR"))];
    await chooseFromList(page, "residua-store");
    await page.getByText("These results are stored already; nothing was sent.").waitFor();
    expect([...uids(await found("SEG")), ...uids(await found("SR"))]).toEqual(before);
  });

  test("after a reload the viewer lists both by itself, and shows the regions over the images", async () => {
    await page.reload();
    await expectImage(page);
    await listed("SR").waitFor();
    await listed("SEG").dblclick();
    await page.locator('[data-cy="yes-hydrate-btn"]').click();
    await expect.poll(segments).toContain("Region 1");
    await page.screenshot({ path: `${pictures}/ohif-segmentation.png` });
    expect(opened.faults).toEqual([]);
  });

  test("the report opens at its first region, with the values that it holds, and goes on to the next", async () => {
    const [, minor = 0] = majorMinor(bench.version) ?? [];
    await page.reload();
    await expectImage(page);
    await listed("SR").dblclick();
    const [first, second] = measured(await stored("SR"));
    const drawn = () => page.locator("svg.svg-layer").first().textContent();
    // The arrows have a name from 3.13 on.
    if (minor >= 13) {
      // Forth and back: OHIF may have drawn its first view before it knew which measurements are the report's.
      await page.locator('[data-cy="viewport-action-arrows-right"]').click();
      await expect.poll(drawn).toContain("Region 2. Not for diagnostic use");
      for (const line of second!.lines) expect(await drawn()).toContain(line);
      await page.locator('[data-cy="viewport-action-arrows-left"]').click();
    }
    await expect.poll(drawn).toContain("Region 1. Not for diagnostic use");
    for (const line of first!.lines) expect(await drawn()).toContain(line);
    const images = await fetch(
      `${bench.orthanc.url}/dicom-web/studies/${study}/instances?SOPInstanceUID=${first!.image}&includefield=00200013`,
    );
    const [image] = (await images.json()) as DicomJson[];
    expect(await instanceNumber(page)).toBe(Number(jsonText(image!, "00200013")));
    await page.screenshot({ path: `${pictures}/ohif-report.png` });
    expect(opened.faults).toEqual([]);
  });
});

interface Measured {
  /** As OHIF writes a value: what, how much, of which unit. */
  readonly lines: readonly string[];
  /** The instance that it was measured on. */
  readonly image: string | undefined;
}

/** The measurement groups of a report, in its order. */
function measured(report: DicomJson): Measured[] {
  const content = (item: DicomJson) => jsonItems(item, "0040A730");
  const meaning = (item: DicomJson) => jsonText(jsonItems(item, "0040A043")[0]!, "00080104");
  const measurements = content(report).find((item) => meaning(item) === "Imaging Measurements");
  return content(measurements!).map((group) => {
    const numbers = content(group).filter((item) => jsonText(item, "0040A040") === "NUM");
    const lines = numbers.map((item) => {
      const [value] = jsonItems(item, "0040A300");
      const unit = jsonText(jsonItems(value!, "004008EA")[0]!, "00080100");
      return `${meaning(item)}: ${Number(jsonText(value!, "0040A30A")).toFixed(2)} ${unit}`;
    });
    const [image] = numbers.flatMap(content).flatMap(content);
    return { lines, image: jsonText(jsonItems(image!, "00081199")[0]!, "00081155") };
  });
}

/** Labels of the segments that the viewer has loaded as a segmentation. */
function segments(): Promise<string[]> {
  return page.evaluate(() => {
    interface Services {
      readonly segmentationService: {
        getSegmentations(): readonly {
          readonly segments: Readonly<Record<string, { readonly label: string }>>;
        }[];
      };
    }
    // OHIF's own handle for its console.
    const { services } = window as unknown as { services: Services };
    return services.segmentationService
      .getSegmentations()
      .flatMap(({ segments: all }) => Object.values(all).map(({ label }) => label));
  });
}
