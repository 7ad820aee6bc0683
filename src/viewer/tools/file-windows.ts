import { numbers, readAttributes, text } from "../../../plugin/cornerstone/read-tags.ts";
import type { FileWindow } from "./window-presets.ts";

type MetaData = Parameters<typeof readAttributes>[0];

/** An image's Window Center, Window Width and their explanations (PS3.3 C.11.2.1.2). */
export function fileWindows(metaData: MetaData, imageId: string): FileWindow[] {
  const from = readAttributes(metaData, imageId);
  const centres = numbers(from.WindowCenter) ?? [];
  const widths = numbers(from.WindowWidth) ?? [];
  const explanations = text(from.WindowCenterWidthExplanation)?.split("\\") ?? [];
  return centres.slice(0, widths.length).map((centre, index) => ({
    centre,
    width: widths[index]!,
    explanation: explanations[index] ?? "",
  }));
}
