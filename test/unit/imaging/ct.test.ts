import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadPreset } from "../../../src/cli/presets.ts";
import { readDicom } from "../../../src/dataset/read-dicom.ts";
import { NotApplicableError } from "../../../src/errors/index.ts";
import type { Frame } from "../../../src/imaging/frame.ts";
import { prepare } from "../../../src/imaging/prepare.ts";
import {
  hounsfieldWindows,
  type PreprocessingStep,
  preprocessingSchema,
} from "../../../src/imaging/preprocessing.ts";
import { modelSize } from "./frames.ts";

const data = process.env.RESIDUA_DATA ?? join(import.meta.dirname, "../../../../shared/data");
const side = 256;
const table: PreprocessingStep = { step: "removeTable", size: 256, threshold: -300, opening: 2, closing: 6 };
const softTissue: PreprocessingStep = { step: "window", window: "softTissue" };

interface ChestOptions {
  /** Air between back and table, pixels; 0 lets them touch. */
  readonly gap?: number;
  readonly tissue?: number;
}

/** A chest of soft tissue with two lungs in air, on a thin curved table: HU. */
function chest({ gap = 3, tissue = 40 }: ChestOptions = {}): Frame {
  const pixels = new Float32Array(side * side).fill(-1000);
  for (let r = 0; r < side; r++) {
    for (let c = 0; c < side; c++) {
      const i = r * side + c;
      if (isTable(r, c, gap)) pixels[i] = 100;
      if (isBody(r, c)) pixels[i] = isLung(r, c) ? -850 : tissue;
    }
  }
  return {
    pixels,
    rows: side,
    columns: side,
    spacing: { row: 1.6, column: 1.6 },
    photometricInterpretation: "MONOCHROME2",
    SOPInstanceUID: "2.25.1",
    frameNumber: 1,
    tags: { modality: "CT" },
  };
}

function isBody(r: number, c: number): boolean {
  return Math.hypot((r - 120) / 60, (c - 128) / 90) <= 1;
}
function isLung(r: number, c: number): boolean {
  return Math.hypot((r - 120) / 40, (Math.abs(c - 128) - 42) / 30) <= 1;
}
/** Two pixels thick, hanging below the back. */
function isTable(r: number, c: number, gap: number): boolean {
  const top = 180 + gap - ((c - 128) / 40) ** 2;
  return Math.abs(c - 128) < 100 && r > top && r <= top + 2;
}

/** What the model sees of each pixel of the image, by the affine. */
function inMask(frame: Frame, steps: readonly PreprocessingStep[]) {
  const { mask, pixels, affine, width } = prepare(frame, steps, { height: side, width: side });
  return (row: number, column: number) => {
    const r = Math.round((row - affine.offsetRow) / affine.scaleRow);
    const c = Math.round((column - affine.offsetColumn) / affine.scaleColumn);
    return { inside: mask[r * width + c] === 1, value: pixels[r * width + c]! };
  };
}

describe("removeTable", () => {
  it.each([0, 3, 12])("keeps the body with its lungs and drops table and air, %i pixels apart", (gap) => {
    const at = inMask(chest({ gap }), [table, softTissue]);
    let kept = 0;
    let body = 0;
    for (let r = 0; r < side; r++) {
      for (let c = 0; c < side; c++) {
        const { inside, value } = at(r, c);
        if (isBody(r, c)) {
          body++;
          kept += inside ? 1 : 0;
        } else if (Math.hypot((r - 120) / 60, (c - 128) / 90) > 1.15) {
          expect(inside, `${r}, ${c}`).toBe(false);
          expect(value).toBe(0);
        }
      }
    }
    expect(kept / body).toBeGreaterThan(0.99);
    expect(at(120, 86).inside).toBe(true);
  });

  it("gives crop the body's box, without the table", () => {
    const crop: PreprocessingStep = { step: "crop", lower: 0, upper: 100, rows: 120, columns: 120 };
    const { affine } = prepare(chest(), [table, crop, softTissue], modelSize);
    expect(120 * affine.scaleRow).toBeGreaterThan(118);
    expect(120 * affine.scaleRow).toBeLessThan(124);
    expect(120 * affine.scaleColumn).toBeGreaterThan(178);
    expect(120 * affine.scaleColumn).toBeLessThan(184);
  });

  it("refuses an image without a body, and one that is not in Hounsfield units", () => {
    const air = chest();
    air.pixels.fill(-1000);
    air.pixels[500] = -990;
    expect(() => prepare(air, [table, softTissue], modelSize)).toThrow(/shows no body/);
    const stored = { ...chest(), pixels: chest().pixels.map((x) => x + 1024) };
    expect(() => prepare(stored, [table, softTissue], modelSize)).toThrow(NotApplicableError);
    expect(() => prepare(stored, [table, softTissue], modelSize)).toThrow(/not Hounsfield units/);
    const inverted: Frame = { ...chest(), photometricInterpretation: "MONOCHROME1" };
    expect(() => prepare(inverted, [softTissue], modelSize)).toThrow(/not Hounsfield units/);
  });
});

describe("window", () => {
  it("maps its ends to 0 and 1, whatever the image's own range", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -900, max: 900 }),
        fc.constantFrom(...Object.keys(hounsfieldWindows)),
        (hu, name) => {
          const window = name as keyof typeof hounsfieldWindows;
          const at = inMask(chest({ tissue: hu }), [{ step: "window", window }]);
          const { centre, width } = hounsfieldWindows[window];
          const expected = Math.min(1, Math.max(0, (hu - centre) / width + 0.5));
          expect(at(70, 128).value).toBeCloseTo(expected, 5);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("takes a centre and a width of one's own", () => {
    const step: PreprocessingStep = { step: "window", window: { centre: 0, width: 200 } };
    expect(inMask(chest({ tissue: 50 }), [step])(70, 128).value).toBeCloseTo(0.75, 5);
    const wrong = [
      { step: "window", window: { centre: 0, width: 0 } },
      { step: "window", window: "liver" },
    ];
    for (const each of wrong) expect(preprocessingSchema.safeParse([each]).success).toBe(false);
  });
});

describe("the preset ct", () => {
  it("is valid and prepares a CT slice", async () => {
    const { preprocessing, input, applicability } = await loadPreset("ct");
    expect(applicability.modalities).toEqual(["CT"]);
    const { mask, pixels } = prepare(chest(), preprocessing, input);
    expect(mask.reduce((sum, inside) => sum + inside, 0) / mask.length).toBeGreaterThan(0.6);
    expect([...new Set(pixels.map((x) => Math.round(x * 100) / 100))].length).toBeGreaterThan(1);
  });
});

describe.skipIf(!existsSync(data))("removeTable on the evaluation data (RESIDUA_DATA)", () => {
  it.each(["CT1_J2KR.dcm", "CT2_J2KR.dcm", "CTImage.dcm"])(
    "leaves no table below the body of %s",
    async (name) => {
      const [frame] = await readDicom(await readFile(join(data, "robustness/cornerstone3d", name)));
      const size = { height: side, width: side };
      const { preprocessing } = await loadPreset("ct");
      const { mask, pixels } = prepare(frame!, [preprocessing[0]!, softTissue], size);
      const bare = prepare(frame!, [softTissue], size).pixels;
      const end = Math.floor(mask.lastIndexOf(1) / side) + 3;
      const bright = (image: Float32Array) => image.subarray(end * side).filter((x) => x > 0.5).length;
      expect(end).toBeLessThan(side);
      expect(bright(bare)).toBeGreaterThan(50);
      expect(bright(pixels)).toBe(0);
      // The body's own bone stays; a head rest may rise beside the lowest part of the head.
      const upper = bare.subarray(0, Math.round(0.8 * end) * side);
      const bone = upper.reduce((sum, x, i) => sum + (x === 1 ? 1 - mask[i]! : 0), 0);
      expect(bone).toBe(0);
    },
  );
});
