import { describe, expect, it } from "vitest";
import { classPValue, conformalSet, nonconformityOf } from "../../../src/latent/classify/conformal-sets.ts";
import { accountOf } from "../../../src/latent/diagnose/account.ts";
import { columnFeatureNames, columnFeatures, describeColumns } from "../../../src/latent/diagnose/columns.ts";
import { fitSupport } from "../../../src/latent/diagnose/fit-support.ts";
import { loadSupport } from "../../../src/latent/diagnose/support-file.ts";
import { accountHtml } from "../../../src/latent/report/account-html.ts";
import { supportHtml } from "../../../src/latent/report/support-html.ts";
import { testModel, twoClasses } from "./two-classes.ts";

describe("conformal sets", () => {
  it("count how unusual an image is among those of the class", () => {
    expect(classPValue(0.5, [0.1, 0.5, 0.9])).toBe(3 / 4);
    expect(classPValue(0.95, [0.1, 0.5, 0.9])).toBe(1 / 4);
    const nonconformity = nonconformityOf(
      [
        [0.9, 0.1],
        [0.6, 0.4],
        [0.3, 0.7],
      ],
      [0, 0, 1],
      2,
    );
    expect(nonconformity.map((row) => row.map((value) => Number(value.toFixed(2))))).toEqual([
      [0.1, 0.4],
      [0.3],
    ]);
    expect(conformalSet([0.05, 0.95], nonconformity, 0.4)).toEqual([1]);
    expect(conformalSet([0.5, 0.5], nonconformity, 0.2)).toEqual([0, 1]);
  });
});

describe("columns", () => {
  const rows = [
    { age: "61", sex: "F", note: "" },
    { age: "", sex: "M", note: "" },
    { age: "70", sex: "F", note: "" },
  ];

  it("become numbers and categories; what is missing says so", () => {
    const columns = describeColumns(["age", "sex"], rows);
    expect(columnFeatureNames(columns)).toEqual(["age", "age missing", "sex = F", "sex = M"]);
    expect(columnFeatures(columns, { age: "61", sex: "M" })).toEqual([61, 0, 0, 1]);
    expect(columnFeatures(columns, { sex: "other" })).toEqual([70, 1, 0, 0]);
  });

  it("are refused where they hold nothing, or names", () => {
    expect(() => describeColumns(["note"], rows)).toThrow('"note" is not there or is empty');
    const names = Array.from({ length: 30 }, (_, index) => ({ who: `patient ${index}` }));
    expect(() => describeColumns(["who"], names)).toThrow("30 different words");
  });
});

describe("diagnosis support", () => {
  const images = twoClasses({ each: 90, apart: 2.5 });

  it("promises what it keeps on images that it has not seen, and gives an account", async () => {
    const { figures, file } = await fitSupport(images, testModel, { columns: ["age", "sex"] });
    expect(figures.parts.ensemble.classes[0]!.auroc.value).toBeGreaterThan(0.9);
    for (const { errorRate, coverage } of figures.coverage) {
      expect(coverage.ci95![1]).toBeGreaterThan(1 - errorRate - 0.02);
    }
    expect(supportHtml(figures)).toContain("Not for diagnostic use");

    const support = loadSupport(JSON.parse(JSON.stringify(file)), testModel);
    const typical = images.find(({ label, mean }) => label === "tumour" && mean[0]! > 3)!;
    const account = accountOf(typical, support);
    expect(account.favoured).toBe("tumour");
    expect(account.set).toContain("tumour");
    expect(account.wasFittedOn).toBe(true);
    expect(account.similar.map(({ name }) => name)).not.toContain(typical.name);
    const copy = accountOf({ ...typical, name: "a new image" }, support);
    expect(copy.wasFittedOn).toBe(false);
    expect(copy.similar[0]).toMatchObject({ name: typical.name, distance: 0 });
    const telling = account.contributions.slice(0, 3).map(({ feature }) => feature);
    expect(telling.some((feature) => feature === "latent dimension 1" || feature === "age")).toBe(true);
    for (const { isBelow, value, threshold } of account.path) expect(value < threshold).toBe(isBelow);
    const html = accountHtml({ ...typical, name: "<img src=x>" }, account, testModel);
    expect(html).not.toContain("<img src=x>");
    expect(html).toContain("Not for diagnostic use");
  });

  it("excludes nothing at a rate that is too strict for the calibration", async () => {
    const { file } = await fitSupport(images, testModel, { folds: 3 });
    const support = loadSupport(file, testModel);
    expect(accountOf(images[0]!, support, { errorRate: 0.001 }).set).toEqual(["normal", "tumour"]);
  });

  it("is of one model, and takes no broken file", async () => {
    const { file } = await fitSupport(images, testModel, { folds: 3 });
    expect(() => loadSupport(file, { ...testModel, sha256: "c".repeat(64) })).toThrow(
      "Fit one on this model",
    );
    expect(() => loadSupport({ ...file, featureNames: ["one"] }, testModel)).toThrow("do not agree");
    expect(() => loadSupport({ ...file, ensemble: { tree: 1, svm: "x" } }, testModel)).toThrow("ensemble");
  });
});
