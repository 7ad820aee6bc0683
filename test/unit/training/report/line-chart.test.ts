import { describe, expect, it } from "vitest";
import { lineChartSvg } from "../../../../src/training/report/line-chart.ts";

const chart = (lines: Parameters<typeof lineChartSvg>[0]["lines"]) =>
  lineChartSvg({ title: 'Loss "a" & b', xLabel: "epoch", yLabel: "<loss>", lines });
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);

describe("lineChartSvg", () => {
  it("draws points where the scale puts them, with round ticks", () => {
    const svg = chart([
      {
        name: "training",
        points: [
          [1, 4],
          [2, 2],
          [5, 0],
        ],
      },
    ]);
    // 340 x 200 from (68, 10): a quarter of the way across is epoch 2, half of the way down is 2.
    expect(svg).toContain('<path class="curve curve-0" d="M68.0 10.0L153.0 110.0L408.0 210.0"/>');
    expect(textsOf(svg)).toEqual(["0", "1", "2", "3", "4", "1", "2", "3", "4", "5", "epoch", "&lt;loss&gt;"]);
    expect(svg).toContain('role="img" aria-label="Loss &quot;a&quot; &amp; b"');
  });

  it("takes its range from the later epochs, and cuts off what the first have beyond it", () => {
    const points = Array.from({ length: 40 }, (_, index) => [index + 1, index === 0 ? 1e6 : index] as const);
    const svg = chart([{ name: "training", points }]);
    expect(textsOf(svg)).toContain("30");
    expect(textsOf(svg)).not.toContain("1000000");
    expect(svg).toMatch(
      /<svg aria-hidden="true" x="68" y="10" width="340" height="200"[^>]*>\n<path class="curve/,
    );
  });

  it("shows a single epoch as a dot, and a line that does not change within its scale", () => {
    expect(chart([{ name: "training", points: [[1, 0.3]] }])).toContain(
      '<circle class="curve curve-0" cx="238.0" cy="110.0" r="3"/>',
    );
    const flat = chart([
      {
        name: "training",
        points: [
          [1, 0],
          [2, 0],
        ],
      },
    ]);
    expect(flat).toContain('d="M68.0 110.0L408.0 110.0"');
    expect(flat).not.toMatch(/NaN|Infinity/);
  });

  it("has whole epochs only, and small figures in full", () => {
    const svg = chart([
      {
        name: "training",
        points: [
          [1, 2e-5],
          [2, 1e-3],
        ],
      },
      { name: "hold-out", points: [[1, 5e-4]] },
    ]);
    const texts = textsOf(svg);
    expect(texts.slice(-4, -2)).toEqual(["1", "2"]);
    expect(texts[0]).toBe("0.0002");
    expect(svg).toContain('class="curve curve-1"');
  });
});
