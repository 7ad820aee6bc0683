import type { Finding } from "../findings.ts";
import type { ReportImage } from "../report-image.ts";
import type { Stack, StackImage } from "../stacks.ts";
import type { DrawnRegion } from "./draw-key-image.ts";

export interface ChosenImage {
  readonly image: StackImage;
  /** All regions that reach it. */
  readonly regions: readonly DrawnRegion[];
}

/** What was found in the stacks of a series. */
export interface StackFindings {
  readonly stack: Stack;
  readonly findings: readonly Finding[];
}

/** More would hide what matters among what does not. */
const most = 10;

/** The images where regions peak, by falling peak; where there is no region, the image that scores highest. */
export function chooseKeyImages(found: readonly StackFindings[]): ChosenImage[] {
  const peaks = found
    .flatMap(({ findings }) => findings)
    .sort((a, b) => b.peak - a.peak)
    .map(({ peakImage }) => peakImage);
  const chosen = peaks.length > 0 ? [...new Set(peaks)].slice(0, most) : highest(found);
  const findings = found.flatMap((part) => part.findings);
  return chosen.map((image) => ({ image, regions: regionsOn(image, findings) }));
}

function regionsOn(image: StackImage, findings: readonly Finding[]): DrawnRegion[] {
  return findings.flatMap(({ number, slices }) =>
    slices.filter((slice) => slice.image === image).map(({ members }) => ({ number, members })),
  );
}

function highest(found: readonly StackFindings[]): StackImage[] {
  const images = found.flatMap(({ stack }) => stack.images);
  const score = ({ result }: ReportImage) => result.scores.anomaly?.value ?? Number.NEGATIVE_INFINITY;
  const best = images.reduce<StackImage | undefined>(
    (held, image) => (held && score(held.image) >= score(image.image) ? held : image),
    undefined,
  );
  return best ? [best] : [];
}
