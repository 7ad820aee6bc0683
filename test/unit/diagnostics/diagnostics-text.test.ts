import { expect, it } from "vitest";
import {
  diagnosticsJson,
  diagnosticsText,
  factNames,
  sectionNames,
} from "../../../src/diagnostics/diagnostics-text.ts";
import { factIds, makeDiagnostics, megabytes, sectionIds } from "../../../src/diagnostics/facts.ts";

const diagnostics = makeDiagnostics(
  {
    timings: [
      { id: "timing", of: "WebGL", value: 12.5, unit: "ms" },
      { id: "timing", of: "WebAssembly", value: "does not run here", trouble: true },
    ],
    versions: [{ id: "residua", value: "1.2.3" }],
    webassembly: [{ id: "simd", value: false, trouble: true }],
    offline: [],
  },
  new Date(Date.UTC(2026, 10, 23, 12)),
);

it("puts sections in their order and leaves empty ones out", () => {
  expect(diagnostics.sections.map(({ id }) => id)).toEqual(["versions", "webassembly", "timings"]);
});

it("says a fact a line, with its unit, and marks what is wrong", () => {
  expect(diagnosticsText(diagnostics)).toBe(`Residua diagnostics, 2026-11-23T12:00:00.000Z
Not for diagnostic use. No patient data.

Versions
  Residua: 1.2.3

WebAssembly
  ! SIMD: no

Timings
  One image, encode and decode, warm WebGL: 12.5 ms
  ! One image, encode and decode, warm WebAssembly: does not run here
`);
});

it("gives the same as JSON", () => {
  expect(diagnosticsJson(diagnostics)).toMatchObject({
    format: "residua-diagnostics",
    intendedUse: "Not for diagnostic use",
    made: "2026-11-23T12:00:00.000Z",
    versions: { residua: "1.2.3" },
    webassembly: { simd: false },
    timings: { "timing: WebGL": "12.5 ms", "timing: WebAssembly": "does not run here" },
  });
});

it("has a name for every section and fact, each its own within the page", () => {
  expect(Object.keys(sectionNames)).toEqual([...sectionIds]);
  expect(Object.keys(factNames)).toEqual([...factIds]);
});

it("rounds bytes to a tenth of a megabyte", () => {
  expect(megabytes(1_249_999)).toEqual({ value: 1.2, unit: "MB" });
});
