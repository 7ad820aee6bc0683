import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { DataError } from "../../../src/errors/index.ts";
import {
  type LocalImage,
  minimumLocalImages,
  type Recalibration,
  recalibrate,
} from "../../../src/evaluation/recalibrate.ts";
import { loadModel } from "../../../src/scoring/model.ts";
import { descriptionPath, parseDescription } from "../../../src/vae/bundle.ts";
import { memoryBundleSource } from "../../../src/vae/memory-bundle-source.ts";
import { bundleSource, ellipseFrame } from "../scoring/model-fixture.ts";

type Files = Map<string, Uint8Array<ArrayBuffer>>;

async function bundleFiles(): Promise<Files> {
  const source = await bundleSource();
  const description = await source.read(descriptionPath);
  const files: Files = new Map([[descriptionPath, description]]);
  for (const path of Object.keys(parseDescription(description).files))
    files.set(path, await source.read(path));
  return files;
}

/** Two images a patient. */
function* local(count: number, tags = ellipseFrame().tags): Generator<LocalImage> {
  for (let seed = 0; seed < count; seed++) {
    yield { frame: ellipseFrame({ seed, tags }), patient: `p${seed >> 1}` };
  }
}

const options = { population: "Local ellipses", day: "2026-11-23" };
let files: Files;
let result: Recalibration;

beforeAll(async () => {
  await tf.setBackend("cpu");
  files = await bundleFiles();
  const before = tf.memory().numTensors;
  const done: number[] = [];
  result = await recalibrate(files, local(60), { ...options, onProgress: (images) => done.push(images) });
  expect(tf.memory().numTensors).toBe(before);
  expect(done.at(-1)).toBe(60);
}, 120_000);

describe("recalibrate", () => {
  it("makes a bundle that loads, with the same network and the site's calibration", async () => {
    const model = await loadModel(memoryBundleSource(result.files));
    expect(model.calibration).toEqual(result.calibration);
    expect(model.calibration.population).toEqual({ description: "Local ellipses", images: 60, patients: 30 });
    expect(model.identity.id).toBe("ellipses");
    expect(model.identity.version).toMatch(/^0\.1\.0\+local\.[0-9a-f]{8}$/);
    expect(model.identity.version).toBe(result.version);
    model.dispose();
    for (const path of ["encoder/weights.bin", "decoder/weights.bin", "encoder/model.json"]) {
      expect(result.files.get(path)).toEqual(files.get(path));
    }
  });

  it("says what the promise was worth before and after, and that the site differs", () => {
    const { images, patients, refused, targetFpr, before, after, difference, warnings } = result.report;
    expect([images, patients, refused, targetFpr]).toEqual([60, 30, 0, 0.05]);
    // The fixture's calibration is made up, so nearly all images or none lie beyond its threshold.
    expect(difference.distance).toBeGreaterThan(0.5);
    expect(difference.pValue).toBeLessThan(0.01);
    expect(warnings).toEqual(["site-differs"]);
    expect(before.ci95).not.toBeNull();
    expect(after!.value).toBeLessThan(0.2);
    expect(after!.ci95![0]).toBeLessThanOrEqual(after!.value);
    expect(after!.ci95![1]).toBeGreaterThanOrEqual(after!.value);
  });

  it("tells it in the card, once", async () => {
    const card = (from: Recalibration) => new TextDecoder().decode(from.files.get("CARD.md"));
    expect(card(result)).toContain("# Ellipses\n");
    expect(card(result)).toContain("60 healthy images of 30 patients of the site itself (Local ellipses)");
    expect(card(result)).toContain("promised: 5 %");
    const again = await recalibrate(result.files, local(50), { ...options, population: "Other ellipses" });
    expect(card(again).match(/## Local calibration/g)).toHaveLength(1);
    expect(card(again)).toContain("Other ellipses");
    expect(card(again)).not.toContain("(Local ellipses)");
    expect(again.version).toMatch(/^0\.1\.0\+local\.[0-9a-f]{8}$/);
    expect(again.version).not.toBe(result.version);
    // Against its own calibration the site is no longer another.
    expect(again.report.warnings).toEqual([]);
  }, 120_000);

  it("says what to do about too few images, also when the model is not for them", async () => {
    const few = recalibrate(files, local(3), options);
    await expect(few).rejects.toBeInstanceOf(DataError);
    await expect(few).rejects.toMatchObject({
      message: `A local calibration needs at least ${minimumLocalImages} healthy images that the model is for; there are 3. Add more healthy images, better of more patients than of more slices; 100 to 300 are good.`,
      details: { images: 3, refused: 0, minimum: minimumLocalImages },
    });
    await expect(recalibrate(files, local(60, { modality: "CT" }), options)).rejects.toThrow(
      /there are 0\. The model is not for 60 others/,
    );
  });

  it("can be stopped", async () => {
    const signal = AbortSignal.abort(new Error("stop"));
    await expect(recalibrate(files, local(60), { ...options, signal })).rejects.toThrow("stop");
  });
});
