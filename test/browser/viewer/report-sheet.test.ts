import { html } from "lit";
import { afterEach, expect, test } from "vitest";
import { setLanguage } from "../../../src/ui/localization/language.ts";
import { accessibilityFaults } from "../../../src/ui/testing/accessibility.ts";
import { fixture, settled, visibleText } from "../../../src/ui/testing/fixture.ts";
import { sampleModel, sampleRegions } from "../../../src/ui/testing/sample-data.ts";
import { drawReport } from "../../../src/viewer/report-page/draw-report.ts";
import type { KeyImage, ReportContent } from "../../../src/viewer/report-page/report-content.ts";
import "../../../src/viewer/report-page/residua-report-sheet.ts";

afterEach(() => setLanguage("en"));

function canvas(): HTMLCanvasElement {
  const made = document.createElement("canvas");
  made.width = made.height = 40;
  made.getContext("2d")!.fillRect(0, 0, 40, 40);
  return made;
}

const scored: KeyImage = {
  index: 11,
  SOPInstanceUID: "1.2.3",
  applicability: { outcome: "caution", reasons: [{ code: "x", message: "Thick slices.", details: {} }] },
  score: { value: 1.472, pValue: 0.021 },
  regions: sampleRegions,
  plain: canvas(),
  overlaid: canvas(),
};
const { score: _, ...unscored } = scored;
const refused: KeyImage = {
  ...unscored,
  index: 3,
  score: undefined,
  regions: [],
  applicability: { outcome: "refused", reasons: [] },
};
const overridden: KeyImage = { ...scored, index: 4, applicability: { outcome: "overridden", reasons: [] } };

const content: ReportContent = {
  made: new Date(2026, 10, 23, 12),
  software: "1.2.3",
  model: sampleModel,
  series: {
    modality: "MR",
    description: "flair <b>axial</b>",
    studyDescription: "",
    studyDate: "20240229",
    seriesInstanceUID: "1.2",
    images: 20,
  },
  patientName: undefined,
  score: {
    scored: 20,
    above: 3,
    expected: 1,
    highest: { slice: 11, score: { value: 1.472, pValue: 0.021 } },
    pValue: 0.42,
  },
  regions: {
    regions: [
      {
        id: 1,
        volumeMl: 7.8,
        largestAreaMm2: 380,
        peak: 1.9,
        peakPart: { slice: 12, region: 1 },
        peakPoint: { column: 1, row: 1 },
        parts: [
          { slice: 10, region: 1 },
          { slice: 12, region: 1 },
        ],
      },
    ],
  },
  images: [refused, overridden, scored],
};

const open = (shown: ReportContent) =>
  fixture("residua-report-sheet", html`<residua-report-sheet .content=${shown}></residua-report-sheet>`);

test("says what it is of, what made it, and what it found", async () => {
  const element = await open(content);
  const text = visibleText(element);
  expect(text).toContain("Not for diagnostic use");
  expect(text).toContain(`SHA-256 of the model ${sampleModel.identity.sha256}`);
  expect(text).toContain("flair <b>axial</b>");
  expect(text).toContain("image score 1.33, which 5% of healthy images exceed; map 1.1 σ");
  expect(text).toContain("3 of 20 images are above the threshold");
  expect(text).toMatch(/1 11–13 13 7.8 ml 380 mm² 1.9 σ/);
  expect(text).toMatch(/Image 12 of 20 Thick slices\. Score 1\.47, p = 0\.021/);
  expect(text).toContain("1: 213 mm², peak 3.1 σ");
  expect(text).toContain("2: 41 pixels, peak 1.4 σ");
  expect(text).toMatch(/Image 4 of 20 The model is not for this image\./);
  expect(text).toMatch(/Image 5 of 20 This model is not meant for this image Research only/);
  expect(text).not.toContain("Patient");
  expect(element.shadowRoot!.querySelectorAll("img")).toHaveLength(6);
  expect(await accessibilityFaults()).toEqual([]);
});

test("names the patient only where it is told to, and speaks Chinese", async () => {
  const element = await open({ ...content, patientName: "Doe^Jane" });
  expect(visibleText(element)).toContain("Patient Doe^Jane");
  await setLanguage("zh-Hans");
  await settled(element);
  const text = visibleText(element);
  expect(text).toContain("异常检测报告");
  expect(text).not.toMatch(/Threshold|Image 12|healthy/);
});

test("draws the same on one picture, as high as its rows", () => {
  const picture = drawReport(content);
  expect(picture.width).toBe(1600);
  const shorter = drawReport({ ...content, images: [scored] });
  expect(picture.height - shorter.height).toBeGreaterThan(2 * 480);
  // The image's black square lies at the left margin.
  const { data } = shorter.getContext("2d")!.getImageData(60, shorter.height - 200, 1, 1);
  expect([...data]).toEqual([0, 0, 0, 255]);
});
