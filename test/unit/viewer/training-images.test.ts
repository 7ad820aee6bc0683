import fc from "fast-check";
import { describe, expect, test } from "vitest";
import brainFlair from "../../../assets/presets/brain-flair.json" with { type: "json" };
import { DataError } from "../../../src/errors/index.ts";
import { parsePreset } from "../../../src/training/preset.ts";
import { selectImageFiles } from "../../../src/viewer/training/image-files.ts";
import { splitPatients } from "../../../src/viewer/training/patient-split.ts";
import { presetOfRun, settingsOf, wrongSettings } from "../../../src/viewer/training/run-settings.ts";

const at = (...paths: string[]) =>
  paths.map((path) => ({ path, file: new File([], path.split("/").at(-1)!) }));

describe("selectImageFiles", () => {
  test("takes the healthy class where folders name one, and counts the rest", () => {
    const { healthy, others } = selectImageFiles(
      at("set/train/Normal/p1/a.png", "set/train/pneumonia/p2/b.png", "set/val/normal/p3/c.png"),
    );
    expect(healthy.map(({ path, folder }) => [path, folder])).toEqual([
      ["set/train/Normal/p1/a.png", "p1"],
      ["set/val/normal/p3/c.png", "p3"],
    ]);
    expect(others).toBe(1);
  });

  test("takes the first folder for the patient, whatever lies deeper", () => {
    const { healthy } = selectImageFiles(
      at("set/anna/study1/1.dcm", "set/anna/study2/1.dcm", "set/bert/study1/1.dcm"),
    );
    expect(healthy.map(({ folder }) => folder)).toEqual(["anna", "anna", "bert"]);
  });

  test("names no patient where all files lie in one folder, and leaves out what systems leave behind", () => {
    const { healthy, others } = selectImageFiles(at("set/a.png", "set/b.png", "set/.DS_Store"));
    expect(healthy.map(({ folder }) => folder)).toEqual([undefined, undefined]);
    expect(others).toBe(0);
  });
});

describe("splitPatients", () => {
  test("never divides a patient, and is the same each time", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 120 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.boolean(),
        async (numbers, seed, validate) => {
          const patients = numbers.map((number) => `patient ${number}`);
          fc.pre(new Set(patients).size >= (validate ? 3 : 2));
          const split = await splitPatients(patients, { seed, validate });
          const partOf = new Map<string, string>();
          for (const [index, patient] of patients.entries()) {
            const part = split.parts[index]!;
            expect(partOf.get(patient) ?? part).toBe(part);
            partOf.set(patient, part);
          }
          expect(new Set(partOf.values())).toEqual(
            new Set(validate ? ["train", "calibrate", "validate"] : ["train", "calibrate"]),
          );
          expect(await splitPatients(patients, { seed, validate })).toEqual(split);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("holds out a fifth, and more where a fifth is too few to calibrate on", async () => {
    const people = (count: number) => Array.from({ length: count }, (_, index) => `patient ${index}`);
    const heldOut = async (count: number) =>
      (await splitPatients(people(count), { seed: 1 })).counts.calibrate;
    expect(await heldOut(200)).toEqual({ images: 40, patients: 40 });
    expect(await heldOut(50)).toEqual({ images: 20, patients: 20 });
    expect(await heldOut(10)).toEqual({ images: 5, patients: 5 });
  });

  test("needs more than one patient", async () => {
    await expect(splitPatients(["patient 1", "patient 1"], { seed: 1 })).rejects.toThrow(DataError);
  });
});

describe("run settings", () => {
  const preset = parsePreset(brainFlair);

  test("make a preset of its own name that is still valid", () => {
    const settings = { ...settingsOf(preset), name: " Köpfe, Klinik 2 ", epochs: 3, latentSize: 8 };
    const own = presetOfRun(preset, settings, 20);
    expect(parsePreset(own)).toEqual(own);
    expect(own).toMatchObject({ id: "kopfe-klinik-2", name: "Köpfe, Klinik 2", network: { latentSize: 8 } });
    // One batch is as large as a set can fill, and three steps leave no time to warm up.
    expect(own.optimization).toMatchObject({ epochs: 3, batchSize: 20, warmUpSteps: 0 });
    // The preset's own population is not the user's.
    expect(own.calibration.population).not.toContain("TCGA");
    expect(presetOfRun(preset, { ...settings, name: "健康头颅" }, 20).id).toBe("own-model");
  });

  test("are refused where a run could not begin with them", () => {
    const settings = settingsOf(preset);
    expect(wrongSettings(settings)).toEqual([]);
    expect(wrongSettings({ ...settings, name: " ", epochs: 1.5, beta: Number.NaN })).toEqual([
      "epochs",
      "beta",
      "name",
    ]);
  });
});
