import * as cornerstone from "@cornerstonejs/core";
import { readFacts } from "../../../../plugin/cornerstone/read-facts.ts";
import {
  type SampleStudy as SampleEntry,
  sampleMaskPixels,
  samplesIndexSchema,
} from "../../../../src/dataset/samples-schema.ts";
import type { Vector3 } from "../../../../src/imaging/frame.ts";
import { imageToPatient } from "../../../../src/imaging/patient-space.ts";
import { stackSlices } from "../../../../src/scoring/slice-stack.ts";
import { addFile } from "./dicom-files.ts";

/** The sample series with an implanted lesion, and where the lesion lies in the patient. */
export interface SampleStudy {
  readonly imageIds: readonly string[];
  /** Middle of the true mask in all slices, mm. */
  readonly centre: Vector3;
  /** Distance from the middle within which all of the mask lies, mm. */
  readonly radius: number;
  /** Of the true mask: its pixels in each slice times what the slice stands for. */
  readonly volumeMl: number;
}

/** @throws Error where the samples have not been made */
export async function openLesionSample(): Promise<SampleStudy> {
  const base = new URL("/samples/", location.href);
  const answer = await fetch(new URL("index.json", base));
  if (!answer.ok) throw new Error("There are no samples: npm test makes them first.");
  const { studies } = samplesIndexSchema.parse(await answer.json());
  const { files } = studies.find((study) => study.files.some(({ mask }) => mask))!;
  const imageIds: string[] = [];
  for (const { path } of files) {
    const bytes = await (await fetch(new URL(path, base))).blob();
    imageIds.push(await addFile(new File([bytes], path)));
  }
  await Promise.all(cornerstone.imageLoader.loadAndCacheImages(imageIds));
  const points = files.flatMap(({ mask }, index) => {
    if (!mask) return [];
    const facts = readFacts(imageIds[index]!, cornerstone.metaData);
    return [...sampleMaskPixels(mask)].flatMap((inside, at) => {
      if (inside === 0) return [];
      return [imageToPatient(facts, { column: at % mask.columns, row: Math.floor(at / mask.columns) })!];
    });
  });
  const mean = (axis: 0 | 1 | 2) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const centre: Vector3 = [mean(0), mean(1), mean(2)];
  const away = points.map((point) =>
    Math.hypot(...([0, 1, 2] as const).map((axis) => point[axis] - centre[axis])),
  );
  return { imageIds, centre, radius: Math.max(...away), volumeMl: volumeOf(files, imageIds) };
}

function volumeOf(files: SampleEntry["files"], imageIds: readonly string[]): number {
  const facts = imageIds.map((imageId) => readFacts(imageId, cornerstone.metaData));
  const stack = stackSlices(facts.map(({ plane }) => plane));
  if (typeof stack === "string") throw new Error(`The sample is no stack: ${stack}.`);
  return files.reduce((sum, { mask }, index) => {
    if (!mask) return sum;
    const { row, column } = facts[index]!.spacing!;
    const pixels = sampleMaskPixels(mask).reduce((count, inside) => count + inside, 0);
    return sum + (pixels * row * column * stack.thickness[index]!) / 1000;
  }, 0);
}
