import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderBundleSource } from "../../../src/dataset/folder-bundle-source.ts";
import { ModelFormatError, ModelUnavailableError } from "../../../src/errors/index.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "residua-"));
  await mkdir(join(folder, "bundle/encoder"), { recursive: true });
  await mkdir(join(folder, "bundle-of-another"));
  await writeFile(join(folder, "bundle/encoder/weights.bin"), "abc");
  await writeFile(join(folder, "bundle-of-another/secret"), "secret");
  await symlink(join(folder, "bundle-of-another/secret"), join(folder, "bundle/link"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("folderBundleSource", () => {
  it("reads a file in the folder", async () => {
    const bytes = await folderBundleSource(join(folder, "bundle")).read("encoder/weights.bin");
    expect(new TextDecoder().decode(bytes)).toBe("abc");
    expect(bytes.buffer.byteLength).toBe(3);
  });

  it("refuses paths and links that lead out, folders, missing files and files that are too long", async () => {
    const source = folderBundleSource(join(folder, "bundle"));
    for (const path of ["../bundle-of-another/secret", "link"]) {
      await expect(source.read(path), path).rejects.toThrow(ModelFormatError);
    }
    for (const path of ["encoder", "encoder/other.bin", ""]) {
      await expect(source.read(path), path).rejects.toThrow(ModelUnavailableError);
    }
    await expect(source.read("encoder/weights.bin", { maximumBytes: 2 })).rejects.toThrow(ModelFormatError);
  });

  it("stops when aborted", async () => {
    const source = folderBundleSource(join(folder, "bundle"));
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(source.read("encoder/weights.bin", { signal })).rejects.toThrow("enough");
  });
});
