import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { folderBundleSource } from "../../../src/dataset/folder-bundle-source.ts";
import { descriptionPath, parseDescription, readBundle } from "../../../src/vae/bundle.ts";
import { bundleSource, ellipseFrame } from "../scoring/model-fixture.ts";
import { printed, quietConsole } from "./quiet-console.ts";

const quiet = quietConsole();
let folder: string;

const path = (name: string) => join(folder, name);

async function write(name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path(name)), { recursive: true });
  await writeFile(path(name), bytes);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "residua-"));
  const source = await bundleSource();
  const description = await source.read(descriptionPath);
  await write("bundle/bundle.json", description);
  for (const name of Object.keys(parseDescription(description).files)) {
    await write(`bundle/${name}`, await source.read(name));
  }
  for (let seed = 0; seed < 56; seed++) {
    const { pixels, rows, columns } = ellipseFrame({ seed });
    const data = Uint8Array.from(pixels, (value) => value / 2);
    const set = seed < 52 ? "local" : "few";
    await write(`${set}/${seed}.png`, encode({ width: columns, height: rows, channels: 1, data }));
  }
});
afterAll(() => rm(folder, { recursive: true }));

function calibrate(data: string, to: string, ...more: string[]): Promise<number> {
  const given = ["--model", path("bundle"), "--data", path(data), "--out", path(to)];
  return runResidua(["calibrate", ...given, "--population", "Local ellipses", ...more]);
}

describe("residua calibrate", { timeout: 180_000 }, () => {
  it("writes a bundle with the site's calibration, and says what came of it", async () => {
    expect(await calibrate("local", "made")).toBe(0);
    const lines = printed(quiet.out);
    expect(lines[0]).toBe("Calibrated on 52 healthy images of 52 patients.");
    expect(lines[1]).toMatch(
      /^False alarms promised: 5 %\. Before: .+ %\)?\. After: .+, cross-fitted by patient\.$/,
    );
    expect(lines.at(-1)).toMatch(/: 0\.1\.0\+local\.[0-9a-f]{8}\. Not for diagnostic use\.$/);
    const { description } = await readBundle(folderBundleSource(path("made")));
    expect(description.id).toBe("ellipses");
    expect(await readFile(path("made/CARD.md"), "utf8")).toContain("## Local calibration");
  });

  it("takes no more images than asked for", async () => {
    expect(await calibrate("local", "fifty", "--images", "50")).toBe(0);
    expect(printed(quiet.out)[0]).toBe("Calibrated on 50 healthy images of 50 patients.");
  });

  it("says what is wrong, and writes nothing", async () => {
    expect(await calibrate("few", "none")).toBe(1);
    expect(printed(quiet.err).join()).toMatch(/needs at least 50 healthy images .* there are 4\./);
    expect(await calibrate("local", "bundle")).toBe(2);
    expect(await calibrate("local", "none", "--images", "20")).toBe(2);
    await expect(readFile(path("none/bundle.json"))).rejects.toThrow();
  });
});
