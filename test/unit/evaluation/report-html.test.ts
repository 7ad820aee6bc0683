import { describe, expect, it } from "vitest";
import { reportHtml } from "../../../src/evaluation/report-html.ts";
import { sampleMetrics } from "./metrics-fixture.ts";

describe("reportHtml", () => {
  const html = reportHtml(sampleMetrics);

  it("counts images that the model is not for, where some were given", () => {
    expect(html).not.toContain("Images that the model is not for");
    const counts = { applies: 1, caution: 2, refused: 37 };
    const foreign = [
      {
        group: "turned <90°>",
        images: 40,
        withTags: counts,
        pixelsAlone: { applies: 30, caution: 10, refused: 0 },
      },
    ];
    expect(reportHtml({ ...sampleMetrics, foreign })).toContain(
      '<th scope="row">turned &lt;90°&gt;</th><td>40</td><td>37</td><td>2</td><td>0</td><td>10</td>',
    );
  });

  it("shows every figure with its interval, the baselines, and what it is not for", () => {
    for (const text of [
      "Not for diagnostic use",
      sampleMetrics.model.sha256,
      "0.930 (0.910–0.950)",
      "0.690 (0.670–0.710)",
      "0.640 (0.620–0.660)",
      "0.750 (0.730–0.770)",
      "under 500 px",
      "1500 px and more",
      "5.1 % (3.1–7.1 %)",
      "180 healthy, 120 abnormal, of 40 patients",
      "made from the others alone",
      "12.3 % (10.3–14.3 %)",
      "88.0 % (86.0–90.0 %)",
      "residual map",
      "0.420 (0.400–0.440)",
      "KL gradient map",
      "0.440 (0.420–0.460)",
      "Not seen in any patient",
      "darker, 0.4",
      "Poisson-blended patch",
      "0.71 (0.69–0.73)",
    ]) {
      expect(html).toContain(text);
    }
    expect(html).not.toMatch(/undefined|NaN|\[object/);
  });

  it("draws the curves and the histogram in pictures of their own", () => {
    expect(html).toContain('<path class="curve" d="M230.0 44.5L276.0 148.0"/>');
    // 30 of 180 healthy images in the second of four bins, where the highest bar is 150 of 180.
    expect(html).toContain('<path class="healthy" d="M46.0 240.0L46.0 10.0L103.5 10.0L103.5 194.0');
    expect(html).toContain('<path class="threshold" d="M161.0 240.0V10.0"/>');
    expect(html).toContain('<path class="curve" d="M46.0 240.0L69.0 56.0L276.0 10.0"/>');
  });

  it("runs no script and asks nothing of a server", () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|src=|href=|url\(|@import|https?:/);
  });

  it("escapes what comes from outside", () => {
    const hostile = reportHtml({
      ...sampleMetrics,
      data: { ...sampleMetrics.data, index: `"><img src=x>&'` },
    });
    expect(hostile).not.toContain("<img");
    expect(hostile).toContain("&quot;&gt;&lt;img src=x&gt;&amp;&#39;");
  });

  it("leaves out the parts there are no figures for", () => {
    const { pixel: _pixel, lesionSize: _lesionSize, synthetic: _synthetic, ...rest } = sampleMetrics;
    const short = reportHtml(rest);
    expect(short).not.toContain("Where the lesions are");
    expect(short).not.toContain("By size of the lesion");
    expect(short).not.toContain("Synthetic");
    expect(short).not.toMatch(/undefined|NaN/);
  });
});
