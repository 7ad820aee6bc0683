import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readIndex } from "../../../src/dataset/index-csv.ts";
import { readDicom } from "../../../src/dataset/read-dicom.ts";
import { DicomError, NotApplicableError } from "../../../src/errors/index.ts";
import type { Frame } from "../../../src/imaging/frame.ts";
import type { ModelInput } from "../../../src/imaging/model-input.ts";
import { prepare } from "../../../src/imaging/prepare.ts";
import type { PreprocessingStep } from "../../../src/imaging/preprocessing.ts";
import { brainSteps, chestSteps, modelSize } from "./frames.ts";

const data = process.env.RESIDUA_DATA ?? join(import.meta.dirname, "../../../../shared/data");

async function read(path: string): Promise<Frame> {
  const [frame] = await readDicom(await readFile(path));
  return frame!;
}

function expectSound({ pixels, mask, depth }: ModelInput): void {
  expect(pixels.every((x) => x >= 0 && x <= 1)).toBe(true);
  expect(pixels.some((x) => x > 0)).toBe(true);
  expect(depth.every((d, i) => (mask[i] === 1 ? d >= 1 : d === 0))).toBe(true);
}

function prepareOrRefuse(frame: Frame, steps: readonly PreprocessingStep[]): ModelInput | undefined {
  try {
    return prepare(frame, steps, modelSize);
  } catch (error) {
    if (error instanceof NotApplicableError) return undefined;
    throw error;
  }
}

describe.skipIf(!existsSync(data))("prepare on the evaluation data (RESIDUA_DATA)", () => {
  it("finds the head on FLAIR slices from base to vertex", async () => {
    const rows = await readIndex(join(data, "brain-flair", "index.csv"));
    for (const { file, numbers } of rows.filter((_, i) => i % 73 === 40)) {
      const foreground = numbers.foreground!;
      const input = prepareOrRefuse(await read(file), brainSteps);
      if (input === undefined) {
        expect(foreground).toBeLessThan(0.05);
        continue;
      }
      expectSound(input);
      // The index counts bright pixels; the mask is filled and closed, so it holds at least as many.
      expect(input.statistics.foreground).toBeGreaterThan(foreground - 0.1);
      expect(input.statistics.foreground).toBeLessThan(0.75);
      expect(input.statistics.aspect).toBeGreaterThan(0.55);
      expect(input.statistics.aspect).toBeLessThan(1.2);
    }
  }, 30_000);

  it("scales chest radiographs", async () => {
    const rows = await readIndex(join(data, "chest-xray", "index.csv"));
    for (const { file } of rows.filter((_, i) => i % 100 === 0)) {
      const input = prepare(await read(file), chestSteps, modelSize);
      expectSound(input);
      expect(input.mask.every((inside) => inside === 1)).toBe(true);
      expect(input.affine.scaleRow * 128).toBeGreaterThan(100);
    }
  }, 30_000);

  it("gives a sound input or a plain refusal for every odd file that can be read", async () => {
    const outcomes = { sound: 0, refused: 0, unreadable: 0 };
    for (const folder of ["cornerstone3d", "pydicom"]) {
      const names = await readdir(join(data, "robustness", folder), { recursive: true });
      for (const name of names.filter((one) => one.endsWith(".dcm"))) {
        const frames = await readDicom(await readFile(join(data, "robustness", folder, name))).catch(
          (error) => {
            expect(error).toBeInstanceOf(DicomError);
            return undefined;
          },
        );
        if (frames === undefined) outcomes.unreadable++;
        for (const frame of frames?.slice(0, 1) ?? []) {
          for (const steps of [brainSteps, chestSteps]) {
            const input = prepareOrRefuse(frame, steps);
            if (input === undefined) outcomes.refused++;
            else expectSound(input);
            if (input !== undefined) outcomes.sound++;
          }
        }
      }
    }
    expect(outcomes.sound).toBeGreaterThan(20);
  }, 60_000);
});
