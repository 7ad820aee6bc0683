import { afterAll, beforeAll, expect, test } from "vitest";
import { lesion } from "./support/lesion.ts";
import { startBench, type TestBench } from "./support/page.ts";
import { panelText, regions, settledState } from "./support/viewer.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

test("finds the implanted lesion on WebGL as on WebAssembly", async () => {
  const { mask, pixels } = await lesion();
  const found: Record<string, { column: number; row: number; peak: number }> = {};
  for (const [backend, label] of [
    ["webgl", "WebGL"],
    ["wasm", "WebAssembly"],
  ] as const) {
    const { page, faults, close } = await bench.open({ query: `?sample=brain-mr-lesion&backend=${backend}` });
    expect(await settledState(page)).toBe("ready");
    expect(await panelText(page)).toContain(`${label} (chosen by the host)`);
    const [highest] = await regions(page);
    const { column, row } = highest!.peakPoint;
    expect(pixels[Math.round(row) * mask.columns + Math.round(column)]).toBe(1);
    found[backend] = { column, row, peak: highest!.peak };
    expect(faults).toEqual([]);
    await close();
  }
  expect(found.webgl!.column).toBeCloseTo(found.wasm!.column, 5);
  expect(found.webgl!.row).toBeCloseTo(found.wasm!.row, 5);
  expect(Math.abs(found.webgl!.peak - found.wasm!.peak)).toBeLessThan(1e-3);
});
