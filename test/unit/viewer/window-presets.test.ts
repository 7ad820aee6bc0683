import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileWindows } from "../../../src/viewer/tools/file-windows.ts";
import { windowPresets } from "../../../src/viewer/tools/window-presets.ts";

const sorted = Float64Array.from({ length: 1001 }, (_, index) => index);
const kinds = (modality: string, pairs: readonly (readonly [number, number])[] = []) =>
  windowPresets({
    modality,
    fileWindows: pairs.map(([width, centre]) => ({ width, centre, explanation: "" })),
    sorted,
  }).map((preset) => (preset.kind === "ct" ? preset.name : preset.kind));

describe("windowPresets", () => {
  test("begins with the same windows on every CT, whatever its files name", () => {
    const seven = ["brain", "subdural", "soft-tissue", "liver", "mediastinum", "lung", "bone"];
    expect(kinds("CT").slice(0, 7)).toEqual(seven);
    expect(kinds("CT", [[100, 40]])).toEqual([...seven, "file", "percentile", "full"]);
  });

  test("offers the file's own pairs once each, and none without a width", () => {
    const pairs = [
      [100, 40],
      [100, 40],
      [0, 30],
      [200, 40],
    ] as const;
    expect(kinds("MR", pairs)).toEqual(["file", "file", "percentile", "full"]);
    expect(kinds("DX")).toEqual(["percentile", "full"]);
  });

  test("makes windows from the image's values", () => {
    const [percentile, full] = windowPresets({ modality: "MR", fileWindows: [], sorted });
    expect(percentile!.window).toEqual({ width: 985, centre: 502.5 });
    expect(full!.window).toEqual({ width: 1000, centre: 500 });
  });

  test("never gives a window without a width, and all values lie in the full range", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2000, max: 60_000, noNaN: true }), { minLength: 1 }),
        (values) => {
          const rising = [...values].sort((a, b) => a - b);
          const presets = windowPresets({ modality: "MR", fileWindows: [], sorted: rising });
          for (const { window } of presets) expect(window.width).toBeGreaterThan(0);
          const { width, centre } = presets.at(-1)!.window;
          expect(centre - width / 2).toBeLessThanOrEqual(rising[0]! + 1e-6 * width);
          expect(centre + width / 2).toBeGreaterThanOrEqual(rising.at(-1)! - 1e-6 * width);
        },
      ),
    );
  });
});

describe("fileWindows", () => {
  const read = (instance: Record<string, unknown>) =>
    fileWindows({ get: (type: string) => (type === "instance" ? instance : undefined) }, "x");

  test("reads pairs with their explanations, as numbers, lists or text", () => {
    const instance = {
      WindowCenter: ["450", "200"],
      WindowWidth: [790, 443],
      WindowCenterWidthExplanation: ["NORMAL", "HARDER"],
    };
    expect(read(instance)).toEqual([
      { centre: 450, width: 790, explanation: "NORMAL" },
      { centre: 200, width: 443, explanation: "HARDER" },
    ]);
    expect(read({ WindowCenter: "40\\600", WindowWidth: "400\\1600" })).toMatchObject([
      { centre: 40 },
      { centre: 600, width: 1600 },
    ]);
    expect(read({ WindowCenter: 40, WindowWidth: 400 })).toHaveLength(1);
  });

  test("takes no more than there are of both, and nothing that is no number", () => {
    expect(read({ WindowCenter: [40, 50], WindowWidth: [400] })).toHaveLength(1);
    expect(read({ WindowCenter: "", WindowWidth: "" })).toEqual([]);
    expect(read({})).toEqual([]);
  });
});
