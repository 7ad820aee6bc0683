import { expect, test } from "vitest";
import { type OpenProgress, openFiles } from "../../../src/viewer/files/open-files.ts";
import { dicomFile, mrImage } from "./support/dicom-file.ts";

const good = (name: string) => new File([dicomFile(mrImage)], name);
const bad = (name: string) => new File(["not DICOM at all".repeat(20)], name);
const register = (file: File) => [`id:${file.name}`];

test("opens the good files among bad ones, in order, and says what is wrong with each bad one", async () => {
  const files = [
    bad("x.txt"),
    ...Array.from({ length: 20 }, (_, index) => good(`${index}.dcm`)),
    new File([], "y"),
  ];
  const { images, refused } = await openFiles(files, { register });
  expect(images.map(({ fileName }) => fileName)).toEqual(files.slice(1, -1).map(({ name }) => name));
  expect(refused).toEqual([
    { fileName: "x.txt", reason: "not-dicom" },
    { fileName: "y", reason: "empty" },
  ]);
});

test("passes over what systems leave in folders", async () => {
  const { images, refused } = await openFiles([bad(".DS_Store"), bad("Thumbs.db"), good("a")], { register });
  expect(images).toHaveLength(1);
  expect(refused).toEqual([]);
});

test("tells how far it is, to the end", async () => {
  const seen: OpenProgress[] = [];
  await openFiles([good("a"), bad("b"), good("c")], {
    register,
    onProgress: (progress) => seen.push(progress),
  });
  expect(seen.map(({ done }) => done)).toEqual([1, 2, 3]);
  expect(seen.every(({ total }) => total === 3)).toBe(true);
});

test("stops when it is aborted, with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  let registered = 0;
  const opening = openFiles(
    Array.from({ length: 200 }, (_, index) => good(String(index))),
    {
      register: (file) => {
        registered++;
        if (registered === 10) controller.abort(reason);
        return [file.name];
      },
      signal: controller.signal,
    },
  );
  await expect(opening).rejects.toBe(reason);
  expect(registered).toBeLessThan(30);
});
