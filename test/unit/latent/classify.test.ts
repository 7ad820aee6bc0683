import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadClassifier } from "../../../src/latent/classify/classifier-file.ts";
import { classifiers } from "../../../src/latent/classify/classifiers.ts";
import { classifyImages } from "../../../src/latent/classify/classify-images.ts";
import { applyTransformation, fitComponents } from "../../../src/latent/classify/features.ts";
import { classificationFigures } from "../../../src/latent/classify/figures.ts";
import { divideIntoFolds } from "../../../src/latent/classify/folds.ts";
import { tree, treePath } from "../../../src/latent/classify/tree.ts";
import { testModel, twoClasses } from "./two-classes.ts";

describe("classification", () => {
  it("tells classes that lie apart, better than intensities that know nothing", async () => {
    const { results, classNames } = await classifyImages(twoClasses({ each: 60, apart: 3 }), testModel);
    expect(classNames).toEqual(["normal", "tumour"]);
    for (const { features, figures } of results) {
      const area = figures.classes[0]!.auroc.value;
      if (features === "latent") expect(area).toBeGreaterThan(0.9);
      else expect(area).toBeLessThan(0.7);
    }
  });

  it("learns nothing where there is nothing to learn", async () => {
    const { results } = await classifyImages(twoClasses({ each: 60, apart: 0 }), testModel);
    for (const { figures } of results)
      expect(Math.abs(figures.classes[0]!.auroc.value - 0.5)).toBeLessThan(0.17);
  });

  it("gives the same probabilities from its file, after JSON, and refuses another model", async () => {
    const images = twoClasses({ each: 40, apart: 2 });
    const { files } = await classifyImages(images, testModel, { folds: 2 });
    const vectors = images.map(({ mean }) => mean);
    for (const file of Object.values(files)) {
      const copy: unknown = JSON.parse(JSON.stringify(file));
      const loaded = loadClassifier(copy, testModel);
      const direct = loadClassifier(file, testModel);
      expect(loaded.probabilities(vectors)).toEqual(direct.probabilities(vectors));
      for (const row of loaded.probabilities(vectors)) expect(row[0]! + row[1]!).toBeCloseTo(1, 6);
      expect(() => loadClassifier(copy, { ...testModel, sha256: "b".repeat(64) })).toThrow("says nothing");
      expect(() => loadClassifier({ ...file, fitted: { forest: 3 } }, testModel)).toThrow("classifier.json");
    }
  });

  it("says which class has too few images", async () => {
    const images = twoClasses({ each: 40, apart: 1 }).slice(0, 45);
    await expect(classifyImages(images, testModel)).rejects.toThrow('The class "tumour" has 5 images');
    await expect(classifyImages(images.slice(0, 40), testModel)).rejects.toThrow('only "normal"');
  });

  it.each(["logistic", "neighbours", "forest", "ensemble"] as const)("%s tells three classes", (name) => {
    const classes = Array.from({ length: 90 }, (_, index) => index % 3);
    const vectors = classes.map((own, index) => [
      4 * Number(own === 1) + (index % 7) / 7,
      4 * Number(own === 2) + (index % 5) / 5,
    ]);
    const fitted = classifiers[name].fit({ vectors, classes, classCount: 3, seed: 1 });
    const chosen = fitted.probabilities(vectors).map((row) => row.indexOf(Math.max(...row)));
    const right = chosen.filter((own, index) => own === classes[index]).length;
    expect(right / classes.length).toBeGreaterThan(0.95);
  });
});

describe("folds", () => {
  it("keep patients together and classes balanced", () => {
    const images = fc.array(
      fc.record({ patient: fc.integer({ min: 0, max: 30 }), label: fc.integer({ min: 0, max: 1 }) }),
      { minLength: 60, maxLength: 120 },
    );
    fc.assert(
      fc.property(images, fc.integer({ min: 0, max: 99 }), (all, seed) => {
        fc.pre(new Set(all.map(({ patient }) => patient)).size >= 3);
        const patients = all.map(({ patient }) => String(patient));
        const folds = divideIntoFolds({ patients, classes: all.map(({ label }) => label) }, 3, seed);
        const homes = new Map<string, number>();
        for (const [index, patient] of patients.entries()) {
          expect(homes.get(patient) ?? folds[index]).toBe(folds[index]);
          homes.set(patient, folds[index]!);
        }
        expect(new Set(folds).size).toBe(3);
      }),
      { numRuns: 50 },
    );
    expect(() => divideIntoFolds({ patients: ["a", "a"], classes: [0, 1] }, 2, 1)).toThrow("2 patients");
  });
});

describe("components", () => {
  it("are uncorrelated and of unit spread, and leave out what carries nothing", () => {
    const vectors = twoClasses({ each: 100, apart: 2 }).map(({ mean }) => [...mean, mean[0]! * 2, 7]);
    const transformation = fitComponents(vectors);
    const rows = applyTransformation(transformation, vectors);
    expect(rows[0]!.length).toBeLessThan(8);
    const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
    for (const [place, column] of columns.entries()) {
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      expect(mean).toBeCloseTo(0, 6);
      for (const [other, second] of columns.entries()) {
        const product = column.reduce((sum, value, index) => sum + value * second[index]!, 0) / column.length;
        expect(product).toBeCloseTo(place === other ? 1 : 0, 1);
      }
    }
  });
});

describe("figures", () => {
  it("are those of four images worked out by hand", () => {
    const figures = classificationFigures(
      {
        probabilities: [
          [0.9, 0.1],
          [0.6, 0.4],
          [0.7, 0.3],
          [0.2, 0.8],
        ],
        classes: [0, 0, 1, 1],
        patients: ["a", "b", "c", "d"],
        classNames: ["normal", "tumour"],
      },
      1,
    );
    expect(figures.accuracy.value).toBe(0.75);
    expect(figures.confusion).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect(figures.brier.value).toBeCloseTo((2 * (0.01 + 0.16 + 0.49 + 0.04)) / 4, 10);
    // Of the four pairs one is the wrong way round: 0.4 healthy above 0.3 abnormal.
    expect(figures.classes[0]!.auroc.value).toBe(0.75);
  });
});

describe("tree", () => {
  it("asks the question that parts the classes, and shows its way", () => {
    const vectors = Array.from({ length: 40 }, (_, index) => [index % 3, index]);
    const classes = vectors.map(([, second]) => (second! < 17 ? 0 : 1));
    const { root, probabilities } = tree.fit({ vectors, classes, classCount: 2, seed: 1 });
    const { steps, shares } = treePath(root, [0, 30]);
    expect(steps).toEqual([{ feature: 1, below: 16.5, isBelow: false }]);
    expect(shares).toEqual([0, 1]);
    expect(probabilities([[0, 3]])).toEqual([[1, 0]]);
  });
});
