import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type IndexRow, readIndex } from "../../src/dataset/index-csv.ts";
import { readMask } from "../../src/dataset/read-mask.ts";
import { startBench, type TestBench } from "./support/page.ts";
import { evaluationData } from "./support/paths.ts";
import { chooseFiles, colouredShare, panelText, regions, settledState } from "./support/viewer.ts";

const flair = evaluationData("brain-flair");
const chest = evaluationData("chest-xray");

let bench: TestBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

/** The slice with the largest tumour among patients that the model was not trained on. */
function largestTumour(rows: readonly IndexRow[]): IndexRow {
  return rows
    .filter(({ split, mask }) => split === "val" && mask !== undefined)
    .reduce((best, row) => ((row.numbers.mask_pixels ?? 0) > (best.numbers.mask_pixels ?? 0) ? row : best));
}

describe.skipIf(!flair)("a FLAIR slice with a tumour (needs the evaluation data, RESIDUA_DATA)", () => {
  test("opened from the file picker, its highest region lies in the tumour", async () => {
    const { file, mask } = largestTumour(await readIndex(join(flair!, "index.csv")));
    const { page, faults, close } = await bench.open();
    await chooseFiles(page, { name: "slice.dcm", mimeType: "application/dicom", buffer: readFileSync(file) });
    expect(await settledState(page)).toBe("ready");
    const [highest] = await regions(page);
    const { pixels, columns } = await readMask(mask!);
    const { column, row } = highest!.peakPoint;
    expect(pixels[Math.round(row) * columns + Math.round(column)]).toBe(1);

    await page.keyboard.press("o");
    await expect.poll(() => colouredShare(page), { timeout: 30_000 }).toBeGreaterThan(1e-3);
    expect(faults).toEqual([]);
    await close();
  });
});

describe.skipIf(!chest)("chest radiographs (need the evaluation data, RESIDUA_DATA)", () => {
  test("are scored by the model that is for them, the one with pneumonia higher", async () => {
    const rows = (await readIndex(join(chest!, "index.csv"))).filter(({ split }) => split === "val");
    const scores: number[] = [];
    for (const label of ["normal", "pneumonia"]) {
      const { file } = rows.find((row) => row.label === label)!;
      const { page, faults, close } = await bench.open();
      await chooseFiles(page, {
        name: "image.dcm",
        mimeType: "application/dicom",
        buffer: readFileSync(file),
      });
      expect(await settledState(page)).toBe("ready");
      const text = await panelText(page);
      expect(text).toContain("Chest radiograph (children)");
      scores.push(Number(/Score (-?[\d.]+)/.exec(text)?.[1]));
      expect(faults).toEqual([]);
      await close();
    }
    expect(scores[1]).toBeGreaterThan(scores[0]!);
  });
});
