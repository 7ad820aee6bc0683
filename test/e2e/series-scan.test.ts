import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleMaskPixels } from "../../src/dataset/samples-schema.ts";
import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import type { SeriesData } from "../../src/ui/series-data.ts";
import { lesion } from "./support/lesion.ts";
import { startBench, type TestBench, type TestPage } from "./support/page.ts";
import { projectFile } from "./support/paths.ts";
import { deepText, selectedRegion, settledState } from "./support/viewer.ts";

let bench: TestBench;
let opened: TestPage;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
  opened = await bench.open({ query: "?sample=brain-mr-lesion&backend=wasm" });
  page = opened.page;
  await settledState(page);
});
afterAll(async () => {
  await opened?.close();
  await bench?.close();
});

const series = (): Promise<SeriesData> =>
  page.locator("residua-panel").evaluate((panel) => (panel as ResiduaPanel).series!);
const press = (command: string) => page.locator(`residua-series wa-button[data-command=${command}]`).click();
const imageNumber = async () =>
  Number(/(\d+) \/ 20/.exec(await deepText(page.locator("residua-viewport")))?.[1]);
const waiting = { timeout: 200_000, interval: 50 } as const;

// In order: each test goes on where the one before left the page.
describe.sequential("scanning the series with an implanted lesion", () => {
  test("scores the images around the one on the screen first, and stops when told", async () => {
    await press("start");
    await expect.poll(async () => (await series()).done, waiting).toBeGreaterThanOrEqual(4);
    await press("cancel");
    const { images, state, current } = await series();
    expect(state).toBe("idle");
    const known = images.flatMap((image, index) => (image.state === "unknown" ? [] : [index]));
    expect(known.length).toBeGreaterThanOrEqual(4);
    expect(known.length).toBeLessThan(20);
    // A run of neighbours with the shown one in its middle.
    expect(known.at(-1)! - known[0]!).toBe(known.length - 1);
    expect(Math.abs((known[0]! + known.at(-1)!) / 2 - current)).toBeLessThanOrEqual(1);
  });

  test("goes on where it stopped, pauses, and lets the user scroll meanwhile", async () => {
    const before = (await series()).done;
    await page.keyboard.press("s");
    await expect.poll(async () => (await series()).done, waiting).toBeGreaterThan(before);
    await page.keyboard.press("s");
    expect((await series()).state).toBe("paused");
    await press("start");
    await page.keyboard.press("Home");
    await expect.poll(imageNumber, waiting).toBe(1);
    await expect.poll(async () => (await series()).state, waiting).toBe("done");
    expect((await series()).images.every(({ state }) => state === "scored")).toBe(true);
  });

  test("finds the lesion as the most severe region, on the slices where it is, with its volume", async () => {
    const { study } = await lesion();
    const ill = study.files.flatMap(({ mask }, index) => (mask ? [index] : []));
    const { regions } = (await series()).regions;
    const [severest] = regions;
    const slices = severest!.parts.map(({ slice }) => slice);
    expect(slices.filter((slice) => ill.includes(slice)).length).toBeGreaterThanOrEqual(3);
    const { mask } = study.files[severest!.peakPart.slice]!;
    const { column, row } = severest!.peakPoint;
    expect(sampleMaskPixels(mask!)[Math.round(row) * mask!.columns + Math.round(column)]).toBe(1);
    expect(severest!.volumeMl).toBeGreaterThan(2);
    expect(severest!.volumeMl).toBeLessThan(20);
    expect(await deepText(page.locator("residua-series"))).toMatch(
      /\d+ of 20 images are above the threshold; about 1 would be by chance/,
    );
    await page.screenshot({ path: projectFile("test-results/series-scan.png") });
  });

  test("a choice in the list shows the region's peak, and marks the region there", async () => {
    await page.locator("residua-series summary").click();
    await page.locator("residua-series-regions li button").first().click();
    const { regions } = (await series()).regions;
    const { peakPart } = regions[0]!;
    await expect.poll(imageNumber, waiting).toBe(peakPart.slice + 1);
    await expect.poll(() => selectedRegion(page), waiting).toBe(peakPart.region);
  });

  test("keys and strip go to flagged images", async () => {
    const { images } = await series();
    const flagged = images.flatMap((image, index) =>
      image.state === "scored" && image.above ? [index + 1] : [],
    );
    expect(flagged.length).toBeGreaterThan(0);
    expect(flagged[0]).toBeGreaterThan(1);
    const strip = page.locator("residua-series-strip");
    const box = (await strip.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + 2);
    await expect.poll(imageNumber, waiting).toBe(1);
    await page.keyboard.press("f");
    await expect.poll(imageNumber, waiting).toBe(flagged[0]);
    await page.keyboard.press("d");
    await expect.poll(imageNumber, waiting).toBe(flagged.at(-1));
  });

  test("a study opened again shows its results at once", async () => {
    const before = await series();
    await page.reload();
    await settledState(page);
    await expect.poll(async () => (await series()).state, waiting).toBe("done");
    const after = await series();
    expect(after.images).toEqual(before.images);
    expect(after.regions).toEqual(before.regions);
  });

  test("clearing forgets them, after a question; images that are looked at are scored again", async () => {
    await page.locator("residua-series summary").click();
    await page.getByRole("button", { name: "Clear the results stored in this browser" }).click();
    expect(await deepText(page.locator("residua-clear-question"))).toContain("of other series too?");
    expect((await series()).stored).toBe(true);
    await page.getByRole("button", { name: "Forget them" }).click();
    await expect.poll(async () => (await series()).done, waiting).toBe(0);
    await expect.poll(async () => (await series()).stored, waiting).toBe(false);
    await page.keyboard.press("End");
    await expect.poll(async () => (await series()).images.at(-1)?.state, waiting).toBe("scored");
    expect((await series()).done).toBeLessThan(20);
  });

  test("nothing went wrong on the way", () => {
    expect(opened.faults).toEqual([]);
  });
});
