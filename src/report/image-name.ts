import { text } from "./dataset.ts";
import type { ReportImage } from "./report-image.ts";

/** As "Image 12, frame 3": by its number in the series, which says nothing about the patient. */
export function imageName({ dataset, frameNumber }: Pick<ReportImage, "dataset" | "frameNumber">): string {
  const number = text(dataset, "InstanceNumber");
  const name = number === undefined ? "Image" : `Image ${number}`;
  return Number(text(dataset, "NumberOfFrames") ?? 1) > 1 ? `${name}, frame ${frameNumber}` : name;
}
