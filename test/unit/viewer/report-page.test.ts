import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseKeySlices } from "../../../src/viewer/report-page/choose-key-slices.ts";
import { wrap } from "../../../src/viewer/report-page/draw-report.ts";

const scored = (...values: (number | undefined)[]) =>
  values.map((value) => (value === undefined ? undefined : { score: { value, pValue: 0.5 } }));

describe("chooseKeySlices", () => {
  it("takes the highest, not next to each other, in the order of scrolling", () => {
    expect(chooseKeySlices(scored(1, 8, 9, 7, 2, 5), 2)).toEqual([2, 5]);
    expect(chooseKeySlices(scored(5, undefined, 1, undefined, 9), 2)).toEqual([0, 4]);
  });

  it("takes neighbours rather than too few", () => {
    expect(chooseKeySlices(scored(1, 8, 9), 3)).toEqual([0, 1, 2]);
  });

  it("leaves out images without a score", () => {
    expect(chooseKeySlices([{}, undefined, ...scored(1)], 3)).toEqual([2]);
    expect(chooseKeySlices([], 3)).toEqual([]);
  });

  it("holds the highest image, and as many different ones as there are or are wanted", () => {
    const values = fc.array(fc.option(fc.double({ noNaN: true, min: -5, max: 5 }), { nil: undefined }));
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 12 }), (list, count) => {
        const chosen = chooseKeySlices(scored(...list), count);
        const known = list.filter((value) => value !== undefined);
        expect(chosen).toHaveLength(Math.min(count, known.length));
        expect(new Set(chosen).size).toBe(chosen.length);
        if (known.length > 0) {
          expect(Math.max(...chosen.map((index) => list[index]!))).toBe(Math.max(...known));
        }
      }),
    );
  });
});

describe("wrap", () => {
  const fits = (text: string) => text.length <= 12;

  it("breaks between words, inside of hashes, and in Chinese", () => {
    expect(wrap("not for diagnostic use", fits)).toEqual(["not for", "diagnostic", "use"]);
    expect(wrap("SHA-256 0123456789abcdef", fits).join("").replace(" ", "")).toBe("SHA-2560123456789abcdef");
    const chinese = wrap("此结果不得用于诊断，仅供科学研究使用。", fits);
    expect(chinese.length).toBe(2);
    expect(chinese.join("")).toBe("此结果不得用于诊断，仅供科学研究使用。");
  });

  it("loses no character but spaces, and no line is too long", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
        const lines = wrap(text, fits);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(12);
      }),
    );
  });
});
