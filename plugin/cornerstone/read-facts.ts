import { frameGeometry } from "../../src/imaging/index.ts";
import type { FrameFacts } from "../../src/scoring/slice-findings.ts";
import type { Cornerstone } from "./host.ts";
import { frameNumberOf, readGeometry } from "./read-frame.ts";
import { attributes, readAttributes, text } from "./read-tags.ts";

/** What the host knows of an image without its pixels; hosts that read files know nothing before the file is loaded. */
export function readFacts(imageId: string, metaData: Pick<Cornerstone["metaData"], "get">): FrameFacts {
  return {
    SOPInstanceUID: text(readAttributes(metaData, imageId).SOPInstanceUID) ?? "",
    frameNumber: frameNumberOf(imageId),
    ...frameGeometry(readGeometry(attributes(metaData, "imagePlaneModule", imageId))),
  };
}
