import { readFile } from "node:fs/promises";
import { sampleMaskPixels, samplesIndexSchema } from "../../../src/dataset/samples-schema.ts";
import { projectFile } from "./paths.ts";

/** The middle slice of the lesion, which the page shows first, and its true mask. */
export async function lesion() {
  const index = samplesIndexSchema.parse(
    JSON.parse(await readFile(projectFile("samples/index.json"), "utf8")),
  );
  const study = index.studies.find(({ files }) => files.some(({ mask }) => mask))!;
  const mask = study.files[study.firstShown]!.mask!;
  return { study, mask, pixels: sampleMaskPixels(mask) };
}
