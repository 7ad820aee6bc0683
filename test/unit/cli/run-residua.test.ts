import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runResidua } from "../../../src/cli/run-residua.ts";
import { metricsSchema } from "../../../src/evaluation/index.ts";
import { printed, quietConsole } from "./quiet-console.ts";
import { makeTinyDataSet } from "./tiny-data-set.ts";

const quiet = quietConsole();
let folder: string;
let preset: string;

beforeAll(async () => {
  ({ folder, preset } = await makeTinyDataSet());
});
afterAll(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

function train(bundle: string, ...more: string[]): Promise<number> {
  const data = ["--data", path("discs"), "--out", path(bundle), "--cache", path("cache")];
  return runResidua(["train", ...data, ...more]);
}

describe("residua", { timeout: 180_000 }, () => {
  it("trains, calibrates, evaluates and writes a bundle that scores images", async () => {
    expect(await train("bundle", "--preset", preset)).toBe(0);
    expect(printed(quiet.out).join()).toContain(path("bundle/training/report.html"));
    const card = await readFile(path("bundle/CARD.md"), "utf8");
    expect(card).toContain("**Not for diagnostic use.**");
    expect(card).toContain("On 38 images (30 healthy, 8 abnormal)");
    expect(card).not.toContain(folder);

    await writeFile(path("discs/dicom/notes.txt"), "no image");
    quiet.out.mockClear();
    expect(await runResidua(["score", "--model", path("bundle"), "--json", path("discs/dicom")])).toBe(0);
    const records = printed(quiet.out).map((line) => JSON.parse(line));
    expect(records).toHaveLength(54);
    for (const record of records) {
      expect(record.notice).toBe("Not for diagnostic use");
      expect(record.model).toMatchObject({ id: "discs", version: "1.0.0" });
      expect(record.model.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(record.scores.anomaly.pValue).toBeGreaterThan(0);
    }
    expect(printed(quiet.err).join()).toContain("1 files that are no images");

    const evaluation = ["--data", path("discs/index.csv"), "--split", "val", "--out", path("evaluation")];
    const call = ["evaluate", "--model", path("bundle"), ...evaluation, "--synthetic", "1"];
    expect(await runResidua(call)).toBe(0);
    const metrics = metricsSchema.parse(JSON.parse(await readFile(path("evaluation/metrics.json"), "utf8")));
    expect(metrics.data).toMatchObject({ index: "index.csv", split: "val", healthy: 30, abnormal: 8 });
    expect(metrics.model.sha256).toBe(records[0].model.sha256);
    expect(metrics.baselines.meanImageResidual!.pixel!.ap.value).toBeGreaterThan(0);
    expect(metrics.synthetic).toMatchObject({ label: "synthetic", images: 1 });
    expect(await readFile(path("evaluation/report.html"), "utf8")).toContain("Not for diagnostic use");
  });

  it("leaves a report of the training beside the bundle, under the bundle's own hash", async () => {
    const sha256 = createHash("sha256")
      .update(await readFile(path("bundle/bundle.json")))
      .digest("hex");
    const model = { id: "discs", version: "1.0.0", sha256 };
    const read = async (name: string) => JSON.parse(await readFile(path(`bundle/training/${name}`), "utf8"));
    expect(metricsSchema.parse(await read("metrics.json")).model).toEqual(model);
    const quality = await read("sample-quality.json");
    expect(quality).toMatchObject({ notice: "Not for diagnostic use", model, images: 30, patients: 9 });
    expect(quality.reconstruction.psnr.value).toBeGreaterThan(5);
    expect(quality.samples.real.recall.mean).toBeGreaterThan(quality.samples.generated.recall.mean);
    const html = await readFile(path("bundle/training/report.html"), "utf8");
    expect(html).toContain(sha256);
    expect(html).toContain("16 images of 9 patients");
    expect(html).toMatch(/Training of discs.*images\/s.*<figcaption>Loss.*<img src="data:image\/png/s);
    expect(html).not.toContain(folder);
  });

  it("takes a training up where it stopped, to the same weights", async () => {
    expect(await train("stopped", "--preset", preset, "--minutes", "0.00001")).toBe(0);
    expect(printed(quiet.err).join()).toContain("The time is over; go on with: npx residua train");
    await expect(readFile(path("stopped/bundle.json"))).rejects.toThrow("ENOENT");
    expect(await train("stopped", "--resume")).toBe(0);
    for (const file of ["encoder/weights.bin", "decoder/weights.bin", "calibration.json"]) {
      expect(
        Buffer.compare(await readFile(path(`stopped/${file}`)), await readFile(path(`bundle/${file}`))),
      ).toBe(0);
    }
    expect(await readFile(path("stopped/CARD.md"), "utf8")).toMatch(/--minutes 0.00001\n.*--resume\n/);
  });

  it("stops early by the patients it holds out", async () => {
    const settings = ["--epochs", "40", "--patience", "1", "--optimizer", "sgd", "--seed", "2"];
    expect(await train("early", "--preset", preset, ...settings)).toBe(0);
    const card = await readFile(path("early/CARD.md"), "utf8");
    expect(Number(/(\d+) epochs, seed 2/.exec(card)?.[1])).toBeLessThan(40);
    expect(card).toMatch(/--patience 1/);
    expect(card).not.toContain("16 images");
  });

  it("gives one line an image, and a sentence for one that cannot be read", async () => {
    await writeFile(path("broken.dcm"), "not DICOM");
    const files = [path("discs/dicom/0.dcm"), path("broken.dcm")];
    expect(await runResidua(["score", "--model", path("bundle"), ...files])).toBe(0);
    const [model, image, broken] = printed(quiet.out);
    expect(model).toMatch(/^Discs \(discs 1\.0\.0, SHA-256 [0-9a-f]{64}\)\. Not for diagnostic use\.$/);
    expect(image).toMatch(/0\.dcm: anomaly \d+\.\d+, more unusual than \d+ % of healthy images/);
    expect(broken).toMatch(/broken\.dcm: not scored\. The file is no image that Residua reads/);
    expect(await runResidua(["score", "--model", path("bundle"), path("broken.dcm")])).toBe(1);
  });

  it("refuses a bundle that was tampered with", async () => {
    const weights = await readFile(path("stopped/decoder/weights.bin"));
    weights[100]! ^= 1;
    await writeFile(path("stopped/decoder/weights.bin"), weights);
    expect(await runResidua(["score", "--model", path("stopped"), path("discs/dicom/0.dcm")])).toBe(1);
    expect(printed(quiet.err)).toEqual([
      "TensorFlow.js runs on WebAssembly.",
      expect.stringMatching(/^The model's file decoder\/weights\.bin is not the one/),
    ]);
    expect(quiet.out).not.toHaveBeenCalled();
  });

  it("says how to call it, exit code 2", async () => {
    const calls: [args: string[], sentence: RegExp][] = [
      [["paint"], /no command "paint"/],
      [["train"], /--data/],
      [["train", "--data", "x", "--out", "y", "--speed", "3"], /no option --speed/],
      [["train", "--data", "x", "--out", "y", "--epochs", "0"], /--epochs takes a whole number/],
      [
        ["train", "--data", "x", "--out", "y", "--optimizer", "newton"],
        /--optimizer takes adam, rmsprop, sgd/,
      ],
      [["train", "--data", "x", "--out", "y", "--epochs", "1", "--steps", "1"], /not both/],
      [["train", "--data", "x", "--out", "y", "--seed", "1", "--resume"], /--resume takes the settings/],
      [["score", "--model", "x"], /Name the images/],
    ];
    for (const [args, sentence] of calls) {
      quiet.err.mockClear();
      expect(await runResidua(args), args.join(" ")).toBe(2);
      expect(printed(quiet.err).join("\n")).toMatch(sentence);
    }
    expect(await runResidua([])).toBe(2);
    expect(await runResidua(["train", "--help"])).toBe(0);
    expect(await runResidua(["--version"])).toBe(0);
  });

  it("fails with one sentence, exit code 1; --debug shows where", async () => {
    const missing = ["train", "--data", path("nowhere"), "--out", path("x")];
    expect(await runResidua(missing)).toBe(1);
    expect(printed(quiet.err)).toEqual([`${path("nowhere")} cannot be read; check the path.`]);
    quiet.err.mockClear();
    expect(await runResidua([...missing, "--debug"])).toBe(1);
    expect(quiet.err.mock.calls[0]![0]).toBeInstanceOf(Error);
    quiet.err.mockClear();
    expect(await train("x", "--preset", preset, "--where", "age>3")).toBe(1);
    expect(printed(quiet.err)[0]).toContain('no column "age"');
  });
});
