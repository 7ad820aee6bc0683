import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { inflateHead } from "../../../src/viewer/files/inflate-head.ts";

const deflate = (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes));

test("gives back what was deflated, also what can be read of a stream that is cut off", async () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * index) % 251);
  expect(await inflateHead(deflate(bytes), 1e6)).toEqual(bytes);
  const part = await inflateHead(deflate(bytes).slice(0, -4), 1e6).catch(() => new Uint8Array(0));
  expect(bytes.slice(0, part.length)).toEqual(part);
});

test("does not unpack a small file into all of the memory", async () => {
  const bomb = deflate(new Uint8Array(64 * 1024 * 1024));
  const head = await inflateHead(bomb, 100_000);
  expect(head.length).toBeGreaterThanOrEqual(100_000);
  expect(head.length).toBeLessThan(2_000_000);
});
