import { describe, expect, it } from "vitest";
import { duration } from "../../../../src/training/report/duration.ts";
import type { TrainingReport } from "../../../../src/training/report/training-report.ts";
import { trainingReportHtml } from "../../../../src/training/report/training-report-html.ts";
import { presetOf } from "../tiny-run.ts";

const side = 16;
const image = () => new Float32Array(side * side).fill(0.4);
const spread = (mean: number) => ({ mean, lowest: mean - 0.1, highest: mean + 0.1 });
const figures = (mean: number) => ({ frechet: spread(mean), precision: spread(0.5), recall: spread(0.25) });
const epoch = (number: number) => ({
  epoch: number,
  loss: 3 / number,
  reconstruction: 2 / number,
  kl: 5 * number,
  elbo: -100 / number,
  gradientNorm: 1,
  learningRate: 0.001 / number,
  activeLatents: number,
  validation: { loss: 2.5 / number, reconstruction: 1.5 / number, kl: 4 },
  seconds: 10,
  imagesPerSecond: 6.4,
});
const report: TrainingReport = {
  model: { id: "brain-flair", version: "1.2.0", sha256: "cd".repeat(32) },
  preset: { ...presetOf(4), denoising: { deviation: 0.2, probability: 0.7, gridSides: [6] } },
  run: {
    images: 64,
    patients: 9,
    index: "index.csv",
    epoch: 2,
    backend: "tfjs-backend-wasm",
    commands: ["npx residua train --data index.csv"],
  },
  epochs: [epoch(1), epoch(2), epoch(3)],
  pictures: {
    height: side,
    width: side,
    reconstructions: [{ input: image(), mean: image(), deviation: image() }],
    samples: Array.from({ length: 10 }, image),
    traversals: [{ dimension: 2, nats: 1.234, images: Array.from({ length: 7 }, image) }],
  },
  quality: {
    images: 40,
    patients: 8,
    reconstruction: { psnr: { value: 24.61, ci95: [23.4, 25.2] }, ssim: { value: 0.8124, ci95: null } },
    samples: { generated: figures(3.456), real: figures(0.789), halvings: 5, images: 20 },
  },
};

describe("trainingReportHtml", () => {
  const html = trainingReportHtml(report);

  it("tells the run, its course and its quality, and what it is not for", () => {
    for (const text of [
      "Not for diagnostic use",
      "Training of brain-flair 1.2.0",
      report.model.sha256,
      "64 images of 9 patients",
      "3 of 4; the weights are those of epoch 2, the best",
      "30 s, 6.4 images/s",
      "coarse noise of 0.2 on 70 % of the images",
      "npx residua train --data index.csv",
      "24.6 (23.4–25.2)",
      "0.812",
      "3.46 (3.36 to 3.56)",
      "0.79 (0.69 to 0.89)",
      "1.23 nats",
    ]) {
      expect(html).toContain(text);
    }
    for (const title of ["Loss", "Reconstruction", "KL divergence", "ELBO", "Active latent dimensions"]) {
      expect(html).toContain(`<figcaption>${title}.`);
    }
    expect(html).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });

  it("has a text for every picture and headers for every table", () => {
    const pictures = [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
    // Input, mean, deviation and difference; the samples; one traversal.
    expect(pictures).toHaveLength(6);
    for (const tag of pictures) expect(tag).toMatch(/alt="[^"]{8,}"/);
    for (const [tag] of html.matchAll(/<svg (?!aria-hidden)[^>]*>/g))
      expect(tag).toMatch(/role="img" aria-label="[^"]{8,}"/);
    for (const [, body] of html.matchAll(/<table[^>]*>(.*?)<\/table>/gs)) {
      expect(body).toContain('<th scope="col">');
      expect(body).toContain('<th scope="row">');
    }
  });

  it("runs no script and asks nothing of a server", () => {
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(html).not.toMatch(/<script|src="(?!data:)|href=|url\(|@import|https?:/);
  });

  it("escapes what comes from outside", () => {
    const hostile = `"><img src=x>&'`;
    const name = hostile;
    const page = trainingReportHtml({
      ...report,
      preset: { ...report.preset, name, data: { ...report.preset.data, train: hostile, calibrate: hostile } },
      run: { ...report.run, index: hostile, backend: hostile, commands: [hostile] },
      model: { ...report.model, id: hostile },
    });
    expect(page).not.toContain("<img src=x");
    expect(page).toContain("&quot;&gt;&lt;img src=x&gt;&amp;&#39;");
  });

  it("leaves out what is not known", () => {
    const { samples: _samples, ...quality } = report.quality;
    const epochs = [{ epoch: 1, loss: 1, reconstruction: 1, kl: 2, gradientNorm: 1, learningRate: 0.001 }];
    const page = trainingReportHtml({ ...report, quality, epochs, run: { ...report.run, epoch: 1 } });
    expect(page).toContain("too few");
    expect(page).not.toContain("<figcaption>ELBO");
    expect(page).toContain("<dd>not known</dd>");
    expect(page).not.toMatch(/undefined|NaN|Infinity/);
  });

  it.each([
    [{ kind: "none" }, "no corruption"],
    [
      {
        deviation: 0.2,
        probability: 0.8,
        gridSides: [6],
        islands: { share: 0.7, level: [0.6, 1.4], edge: 0.35, amplitude: [0.1, 0.5], bright: 0.8 },
      },
      "coarse noise of 0.2 on 80 % of the images, as islands on 70 % of these",
    ],
    [{ kind: "gaussianNoise", deviation: 0.1, probability: 0.5 }, "Gaussian noise of 0.1 on 50 %"],
    [
      { kind: "contextMask", probability: 1, rectangles: 3, sides: [0.1, 0.3], fill: "zero" },
      "up to 3 rectangles of nothing on 100 %",
    ],
  ] as const)("names the corruption %o", (denoising, text) => {
    expect(trainingReportHtml({ ...report, preset: { ...report.preset, denoising } as never })).toContain(
      text,
    );
  });
});

describe("duration", () => {
  it.each([
    [0, "0 s"],
    [59.4, "59 s"],
    [59.6, "1 min 00 s"],
    [200, "3 min 20 s"],
    [3599.7, "1 h 00 min"],
    [7325, "2 h 02 min"],
  ])("writes %d s as %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
