import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { modelFacts } from "../../../src/diagnostics/model-facts.ts";
import { memoryBundleSource } from "../../../src/vae/memory-bundle-source.ts";

const folder = fileURLToPath(new URL("../../fixtures/tiny-bundle", import.meta.url));

function bundle(): Map<string, Uint8Array<ArrayBuffer>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))];
    }),
  );
}

it("says that every file matches, and which does not", async () => {
  const files = bundle();
  const sha256 = createHash("sha256").update(files.get("bundle.json")!).digest("hex");
  const sound = { id: "sound", sha256, source: memoryBundleSource(files) };
  const changed = new Map(files);
  const [path, bytes] = [...files].find(([name]) => name.endsWith(".bin"))!;
  const other = new Uint8Array(bytes);
  other[0] = other[0]! ^ 1;
  const broken = { id: "broken", sha256, source: memoryBundleSource(changed.set(path, other)) };
  const [first, second] = await modelFacts([sound, broken]);
  expect(first).toMatchObject({ id: "model", of: "sound" });
  expect(first!.value).toMatch(/files match their hashes/);
  expect(first!.value).toContain(sha256);
  expect(first!.trouble).toBeUndefined();
  expect(second).toMatchObject({ of: "broken", trouble: true });
  expect(second!.value).toContain(path);
});

it("ends when it is aborted", async () => {
  const source = memoryBundleSource(bundle());
  const reason = new Error("enough");
  const checking = modelFacts([{ id: "m", sha256: "0".repeat(64), source }], AbortSignal.abort(reason));
  await expect(checking).rejects.toBe(reason);
});
