import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import brainFlair from "../../assets/presets/brain-flair.json" with { type: "json" };
import { packageRoot } from "../../src/cli/package-root.ts";
import { type Bench, Skipped } from "./support/bench.ts";

const data = resolve(packageRoot, process.env.RESIDUA_DATA ?? "../shared/data", "brain-flair/index.csv");

/** Loaded before the command: writes the peak of its resident memory, kB, to the fourth file descriptor. */
const reporter = `
  import { writeSync } from "node:fs";
  process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));
`;

export default {
  title:
    "residua train on every image of the largest set, one epoch, from DICOM files to the evaluated bundle",
  figures: { "memory.trainPeakMb": { unit: "MB", atMost: 2000 } },
  rounds: 1,
  async run() {
    if (!existsSync(data)) throw new Skipped("the evaluation data is not there (RESIDUA_DATA)");
    const folder = await mkdtemp(join(tmpdir(), "residua-bench-"));
    try {
      // With the abnormal ones among the training images: the figure is the memory, and the weights are thrown away.
      const { calibrate } = brainFlair.data;
      const everything = { ...brainFlair, data: { train: "split=train", calibrate, evaluate: "split=val" } };
      await writeFile(join(folder, "preset.json"), JSON.stringify(everything));
      return { "memory.trainPeakMb": (await peakOfTraining(folder)) / 1000 };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
} as const satisfies Bench;

/** kB */
async function peakOfTraining(folder: string): Promise<number> {
  const preset = ["--preset", join(folder, "preset.json"), "--epochs", "1"];
  const folders = ["--out", join(folder, "bundle"), "--cache", join(folder, "cache")];
  const child = spawn(
    process.execPath,
    [
      ...["--import", `data:text/javascript,${encodeURIComponent(reporter)}`],
      ...[join(packageRoot, "dist/cli/residua.js"), "train", "--data", data, ...preset, ...folders],
    ],
    { stdio: ["ignore", "ignore", "inherit", "pipe"] },
  );
  const ended = new Promise<number | null>((fulfil, reject) => {
    child.once("error", reject).once("exit", fulfil);
  });
  const peak = Number(await text(child.stdio[3] as NodeJS.ReadableStream));
  const code = await ended;
  if (code !== 0) throw new Error(`The training ended with ${code}.`);
  return peak;
}
