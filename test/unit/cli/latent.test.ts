import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { parse } from "csv-parse/sync";
import { decode, encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { readDicomFile } from "../../../src/report/dicom-file.ts";
import { descriptionPath, parseDescription } from "../../../src/vae/bundle.ts";
import { bundleSource, ellipseFrame } from "../scoring/model-fixture.ts";
import { printed, quietConsole } from "./quiet-console.ts";

const quiet = quietConsole();
const images = 60;
let folder: string;

const path = (name: string) => join(folder, name);
const text = (name: string) => readFile(path(name), "utf8");
const json = async (name: string) => JSON.parse(await text(name)) as Record<string, unknown>;

async function write(name: string, bytes: Uint8Array | string): Promise<void> {
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
  const rows = ["file,patient,split,label"];
  const table = ["patient,age,outcome"];
  for (let seed = 0; seed < images; seed++) {
    const ill = seed % 2 === 1;
    const { pixels, rows: height, columns: width } = ellipseFrame({ seed, lesion: ill ? 500 : 0 });
    const data = Uint8Array.from(pixels, (value) => value / 4);
    await write(`data/${seed}.png`, encode({ width, height, channels: 1, data }));
    rows.push(`${seed}.png,p${seed},${seed % 3 === 0 ? "train" : "val"},${ill ? "tumour" : "normal"}`);
    table.push(`p${seed},${40 + (seed % 30)},${ill ? "operated" : "well"}`);
  }
  await write("data/index.csv", rows.join("\n"));
  await write("table.csv", table.join("\n"));
});
afterAll(() => rm(folder, { recursive: true }));

function latent(use: string, out: string, ...more: string[]): Promise<number> {
  return runResidua(["latent", use, "--model", path("bundle"), "--out", path(out), ...more]);
}

describe("residua latent", { timeout: 180_000 }, () => {
  it("embeds: a table, a page, figures", async () => {
    expect(await latent("embed", "embed", "--data", path("data"))).toBe(0);
    const rows = parse<Record<string, string>>(await text("embed/embedding.csv"), { columns: true });
    expect(rows).toHaveLength(images);
    expect(Object.keys(rows[0]!)).toEqual(
      expect.arrayContaining(["pca_1", "umap_2", "kmeans_cluster", "z4"]),
    );
    expect(rows[0]!.notice).toBe("Not for diagnostic use");
    expect(await text("embed/embedding.html")).toContain("Not for diagnostic use");
    expect(await json("embed/embedding.json")).toMatchObject({ model: { id: "ellipses" }, seed: 1 });
  });

  it("generates: the same images for the same seed, beside their neighbours, as DICOM of no patient", async () => {
    const given = ["--count", "3", "--seed", "5"];
    expect(await latent("generate", "one", ...given, "--dicom", "--data", path("data"))).toBe(0);
    expect(await latent("generate", "two", ...given)).toBe(0);
    expect(await latent("generate", "three", "--count", "3", "--seed", "6")).toBe(0);
    const pixels = async (name: string) => decode(await readFile(path(`${name}/samples.png`))).data;
    expect(await pixels("one")).toEqual(await pixels("two"));
    expect(await pixels("one")).not.toEqual(await pixels("three"));
    const files = await readdir(path("one/dicom"));
    expect(files).toEqual(["0001.dcm", "0002.dcm", "0003.dcm"]);
    const dataset = readDicomFile(await readFile(path("one/dicom/0001.dcm")));
    expect(dataset).toMatchObject({
      PatientID: "RESIDUA-SYNTHETIC",
      ImageType: ["DERIVED", "SECONDARY", "SYNTHETIC"],
    });
    const { nearest, memorisation } = await json("one/generation.json");
    expect(nearest).toHaveLength(3);
    expect(memorisation).toMatchObject({ suspicious: expect.any(Number) });
    expect(await latent("generate", "around", "--around", path("data/3.png"), "--count", "2")).toBe(0);
    expect(printed(quiet.out).at(-1)).toContain("around");
  });

  it("traverses between two images of the data", async () => {
    const ends = ["--from", path("data/0.png"), "--to", path("data/1.png")];
    expect(await latent("traverse", "traverse", "--data", path("data"), "--shown", "2", ...ends)).toBe(0);
    const { interpolation, activity } = await json("traverse/traversal.json");
    expect(interpolation).toMatchObject({ to: expect.stringContaining("1.png") });
    expect(activity).toHaveLength(4);
    const { width, height } = decode(await readFile(path("traverse/grid.png")));
    expect(width).toBe(height);
  });

  it("classifies, and supports a diagnosis with a table; the fit serves another image later", async () => {
    expect(await latent("classify", "classify", "--data", path("data"), "--folds", "3")).toBe(0);
    expect(await readdir(path("classify"))).toEqual(
      expect.arrayContaining(["classification.json", "logistic.classifier.json", "report.html"]),
    );
    const given = ["--data", path("data"), "--folds", "3", "--table", path("table.csv"), "--columns", "age"];
    expect(await latent("diagnose", "diagnose", ...given)).toBe(0);
    const support = ["--support", path("diagnose/support.json")];
    expect(await latent("diagnose", "account", ...support, "--image", path("data/5.png"))).toBe(0);
    const account = await json("account/account-0001.json");
    expect(account).toMatchObject({ notice: "Not for diagnostic use", wasFittedOn: true });
    expect(JSON.stringify(account.similar)).toMatch(/operated|well/);
  });

  it("says what is missing or wrong", async () => {
    const said = () => printed(quiet.err).at(-1);
    expect(await runResidua(["latent"])).toBe(2);
    expect(said()).toContain("residua latent embed|generate|traverse");
    expect(await latent("diagnose", "x")).toBe(2);
    expect(said()).toContain("--data to fit on, or --support");
    expect(await latent("generate", "x", "--from", "healthy")).toBe(2);
    expect(said()).toContain("use --from prior");
    expect(await latent("classify", "x", "--data", path("data"), "--where", "label=normal")).toBe(1);
    expect(said()).toContain("at least two classes");
    const table = ["--table", path("data/index.csv"), "--columns", "weight"];
    expect(await latent("diagnose", "x", "--data", path("data"), ...table)).toBe(1);
    expect(said()).toContain('"weight" is not there');
  });
});
