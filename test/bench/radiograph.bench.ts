import { join } from "node:path";
import type { Frame } from "../../src/imaging/frame.ts";
import { phantom } from "../fixtures/phantom.ts";
import type { Bench } from "./support/bench.ts";
import { openBuiltPage } from "./support/built-page.ts";
import { writeSeries } from "./support/dicom-series.ts";
import { heapMb } from "./support/heap.ts";
import { recordTasks, type Task, tell } from "./support/main-thread.ts";

const side = 4096;

export default {
  title: "The built page: a radiograph of 4096x4096 pixels from the choice of its file to its result",
  figures: {
    "radiograph.longestTaskMs": { unit: "ms" },
    "radiograph.ownMs": { unit: "ms" },
    "radiograph.wallMs": { unit: "ms" },
    "radiograph.memoryMb": { unit: "MB", atMost: 400 },
  },
  rounds: 1,
  async run() {
    const built = await openBuiltPage("?backend=wasm");
    try {
      const { page, folder } = built;
      const [file] = await writeSeries([radiograph()], join(folder, "radiograph"));
      const before = await heapMb(page);
      const begun = performance.now();
      let lasted = 0;
      const tasks: Task[] = await recordTasks(built, async () => {
        await page.locator("header residua-open-buttons input#files").setInputFiles(file!);
        // What is not there in the image, ribs and heart, may make the model refuse it after all has been read.
        await page.locator("residua-panel:is([state=ready], [state=refused])").waitFor();
        lasted = performance.now() - begun;
      });
      tell(tasks);
      return {
        "radiograph.longestTaskMs": Math.max(...tasks.map(({ ownMs }) => ownMs)),
        "radiograph.ownMs": tasks.reduce((sum, { ownMs }) => sum + ownMs, 0),
        "radiograph.wallMs": lasted,
        "radiograph.memoryMb": (await heapMb(page)) - before,
      };
    } finally {
      await built.close();
    }
  },
} as const satisfies Bench;

function radiograph(): Frame {
  const tags = {
    modality: "DX",
    bodyPartExamined: "CHEST",
    viewPosition: "PA",
    seriesDescription: "CHEST PA",
  };
  const { plane: _, ...frame } = phantom({ rows: side, columns: side, tags });
  return { ...frame, SOPInstanceUID: "2.25.16", spacing: { row: 0.1, column: 0.1 } };
}
