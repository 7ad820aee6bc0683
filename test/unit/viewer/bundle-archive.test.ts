import { zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { ModelFormatError, ModelIntegrityError } from "../../../src/errors/index.ts";
import { readBundle } from "../../../src/vae/bundle.ts";
import { memoryBundleSource } from "../../../src/vae/memory-bundle-source.ts";
import { readBundleFiles, zipBundle } from "../../../src/viewer/models/bundle-archive.ts";
import { folderFiles } from "./support/folder-files.ts";

let files: Map<string, Uint8Array<ArrayBuffer>>;

beforeAll(async () => {
  files = await folderFiles("test/fixtures/tiny-bundle");
});

const zipFile = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], "model.zip");

describe("bundle archive", () => {
  test("gives back from a .zip what went in, and it verifies", async () => {
    const read = await readBundleFiles([zipFile(zipBundle(files, "tiny-1.0.0"))]);
    expect([...read.keys()].sort()).toEqual([...files.keys()].sort());
    expect((await readBundle(memoryBundleSource(read))).description.id).toBe("tiny");
  });

  test("reads a folder, wherever in it the bundle lies", async () => {
    const paths = [...files.keys()].map((path) => `models/tiny/${path}`);
    const list = [...files.values()].map((bytes, index) => new File([bytes], paths[index]!));
    const read = await readBundleFiles([...list, new File(["x"], "note.txt")], [...paths, "models/note.txt"]);
    expect([...read.keys()].sort()).toEqual([...files.keys()].sort());
  });

  test("a changed byte is found", async () => {
    const weights = files.get("decoder/weights.bin")!.slice();
    weights[100]! ^= 1;
    const read = await readBundleFiles([
      zipFile(zipBundle(new Map([...files, ["decoder/weights.bin", weights]]), "tiny")),
    ]);
    await expect(readBundle(memoryBundleSource(read))).rejects.toThrow(ModelIntegrityError);
  });

  test("refuses what is no model, is damaged, or holds more than any model", async () => {
    const text = new TextEncoder().encode("hello");
    await expect(
      readBundleFiles([zipFile(zipSync({ "a.txt": text }) as Uint8Array<ArrayBuffer>)]),
    ).rejects.toThrow(/no bundle\.json/);
    const cut = zipBundle(files, "tiny").slice(0, 500);
    await expect(readBundleFiles([zipFile(cut)])).rejects.toThrow(ModelFormatError);
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.txt`, text])),
    );
    await expect(readBundleFiles([zipFile(many as Uint8Array<ArrayBuffer>)])).rejects.toThrow(
      /larger than any/,
    );
  });
});
