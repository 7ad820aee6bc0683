import { join } from "node:path";
import type { Page } from "playwright";
import type { ResiduaPanel } from "../../src/ui/residua-panel.ts";
import { phantom } from "../fixtures/phantom.ts";
import type { Bench } from "./support/bench.ts";
import { openBuiltPage } from "./support/built-page.ts";
import { writeSeries } from "./support/dicom-series.ts";
import { heapMb } from "./support/heap.ts";
import { recordTasks, tell } from "./support/main-thread.ts";

const slices = Number(process.env.RESIDUA_BENCH_SLICES ?? 300);
const [rows, columns] = [512, 512];
/** ms between two turns of the wheel, each of which shows another slice. */
const pace = 150;

export default {
  title:
    "The built page: a series of 300 slices scanned while the user scrolls through it with the heatmap on, on the processor",
  figures: {
    "scan.longestTaskMs": { unit: "ms", atMost: 50 },
    "scan.longestWholeTaskMs": { unit: "ms" },
    "scan.mainThreadShare": { unit: "ratio" },
    "scan.memoryGrowthMb": { unit: "MB", atMost: 24 },
    "scan.slices": { unit: "slices" },
  },
  rounds: 1,
  async run() {
    const built = await openBuiltPage("?backend=wasm");
    try {
      const { page, folder } = built;
      const files = await writeSeries(syntheticSlices(), join(folder, "series"));
      await page.locator("header residua-open-buttons input#files").setInputFiles(files);
      await page.locator("residua-panel[state=ready]").waitFor();
      await page.keyboard.press("o");
      const heap: number[] = [];
      const begun = performance.now();
      const tasks = await recordTasks(built, async () => {
        await page.keyboard.press("s");
        for (const third of [1, 2, 3]) {
          await scrollUntil(page, Math.round((slices * third) / 3));
          heap.push(await heapMb(page));
        }
      });
      const lasted = performance.now() - begun;
      const longest = tasks.reduce((a, b) => (b.ownMs > a.ownMs ? b : a));
      tell(tasks);
      return {
        "scan.longestTaskMs": longest.ownMs,
        "scan.longestWholeTaskMs": Math.max(...tasks.map(({ ms }) => ms)),
        "scan.mainThreadShare": tasks.reduce((sum, { ownMs }) => sum + ownMs, 0) / lasted,
        "scan.memoryGrowthMb": heap[2]! - heap[1]!,
        "scan.slices": slices,
      };
    } finally {
      await built.close();
    }
  },
} as const satisfies Bench;

/** A head with a lesion in the middle third, in a volume of 1 mm slices. */
function* syntheticSlices() {
  const kinds = Array.from({ length: 20 }, (_, seed) => phantom({ rows, columns, seed }));
  const ill = Array.from({ length: 20 }, (_, seed) =>
    phantom({ rows, columns, seed, lesion: { column: 0.62, row: 0.42, radius: 0.06 } }),
  );
  for (let slice = 0; slice < slices; slice++) {
    const among = Math.abs(slice - slices / 2) < slices / 6 ? ill : kinds;
    yield {
      ...among[slice % among.length]!,
      SOPInstanceUID: `2.25.15.${slice + 1}`,
      spacing: { row: 0.45, column: 0.45 },
      plane: {
        position: [0, 0, slice] as const,
        rowCosines: [1, 0, 0] as const,
        columnCosines: [0, 1, 0] as const,
      },
    };
  }
}

async function scrollUntil(page: Page, done: number): Promise<void> {
  const box = (await page.locator("residua-viewport").boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const panel = page.locator("residua-panel");
  for (let turn = 0; ; turn++) {
    await page.mouse.wheel(0, Math.floor(turn / 100) % 2 === 0 ? 100 : -100);
    await page.waitForTimeout(pace);
    if (turn % 10 > 0) continue;
    const series = await panel.evaluate((element) => {
      const { series } = element as ResiduaPanel;
      return series && { done: series.done, state: series.state };
    });
    if (series && series.done >= done) return;
    if (series?.state === "idle") throw new Error("The scan has stopped.");
  }
}
