import type { Cornerstone } from "./host.ts";
import { attributes, text } from "./read-tags.ts";

/** The Series Instance UID (0020,000E) of an image; the image itself where the host does not know it. */
export function seriesOf(metaData: Pick<Cornerstone["metaData"], "get">, imageId: string): string {
  const { seriesInstanceUID } = attributes(metaData, "generalSeriesModule", imageId);
  const instance = attributes(metaData, "instance", imageId);
  return text(seriesInstanceUID) ?? text(instance.SeriesInstanceUID) ?? imageId;
}
