import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { decodeInput, encodeInput } from "../../../src/cli/input-file.ts";
import { createFrame } from "../../../src/imaging/create-frame.ts";
import { prepare } from "../../../src/imaging/prepare.ts";

const frame = createFrame({
  pixels: Uint16Array.from({ length: 48 * 40 }, (_, i) =>
    Math.hypot(Math.floor(i / 40) - 24, (i % 40) - 20) < 16 ? 300 + (i % 17) : i % 5,
  ),
  rows: 48,
  columns: 40,
  photometricInterpretation: "MONOCHROME2",
  SOPInstanceUID: "1.2.3",
});
const input = prepare(
  frame,
  [
    { step: "foreground", size: 32, percentile: 98, fraction: 0.2, opening: 1, closing: 1 },
    { step: "crop", lower: 0, upper: 100, rows: 28, columns: 24 },
    { step: "medianScale", depth: 2, value: 0.4 },
  ],
  { height: 32, width: 32 },
);

it("gives back a prepared input exactly, through a file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "residua-"));
  try {
    await writeFile(join(folder, "input.bin"), encodeInput(input));
    expect(decodeInput(await readFile(join(folder, "input.bin")))).toEqual(input);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("does not take anything else for an input", () => {
  const bytes = encodeInput(input);
  for (const other of [new Uint8Array(0), bytes.slice(0, -1), new Uint8Array(5000), bytes.slice(512)]) {
    expect(decodeInput(other)).toBeUndefined();
  }
  for (const at of [2, 20, 300, 600, bytes.length - 1]) {
    const changed = bytes.slice();
    changed[at]! ^= 1;
    expect(decodeInput(changed), `${at}`).toBeUndefined();
  }
});
