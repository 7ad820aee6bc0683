import type { ResiduaError } from "../errors/index.ts";
import { formatShare } from "../evaluation/format.ts";
import type { Metrics } from "../evaluation/metrics-schema.ts";
import type { Frame } from "../imaging/frame.ts";
import type { Model } from "../scoring/model.ts";
import type { ImageResult } from "../scoring/result.ts";

const notice = "Not for diagnostic use";

/** Above the lines: which model gave them. */
export function describeModel({ identity, bundle }: Model): string {
  return `${bundle.description.name} (${identity.id} ${identity.version}, SHA-256 ${identity.sha256}). ${notice}.`;
}

/** One image for a person. @param name of the file, with the frame's number where it holds several */
export function resultLine(name: string, { applicability, scores, regions }: ImageResult): string {
  const reasons = applicability.reasons.map((reason) => reason.message).join(" ");
  if (applicability.outcome === "refused") return `${name}: not scored. ${reasons}`;
  const score = scores.anomaly!;
  const share = Math.floor(100 * (1 - score.pValue));
  const found = regions.length === 1 ? "1 region" : `${regions.length} regions`;
  const text = `${name}: anomaly ${score.value.toFixed(2)}, more unusual than ${share} % of healthy images (p = ${score.pValue.toFixed(3)}), ${found}`;
  return applicability.outcome === "caution" ? `${text}. Caution: ${reasons}` : text;
}

export function failureLine(name: string, error: ResiduaError): string {
  return `${name}: not scored. ${error.message}`;
}

/** One image for a program: everything but the maps. */
export function resultRecord(file: string, frame: Frame, result: ImageResult): object {
  const { model, applicability, scores, regions, threshold } = result;
  const klPerDimension = Array.from(result.klPerDimension);
  const { SOPInstanceUID, frameNumber } = frame;
  return {
    file,
    SOPInstanceUID,
    frameNumber,
    model,
    notice,
    applicability,
    scores,
    klPerDimension,
    regions,
    threshold,
  };
}

export function failureRecord(file: string, error: ResiduaError, { identity }: Model): object {
  return { file, model: identity, notice, error: { code: error.code, message: error.message } };
}

/** An evaluation in a few words. */
export function mainFigures({ image, calibration }: Metrics): string {
  if (image) return `image AUROC ${image.auroc.value.toFixed(3)}, AP ${image.ap.value.toFixed(3)}`;
  return `no abnormal images, false alarms on ${formatShare(calibration.realisedFpr)} of the healthy ones`;
}

/** What the applicability rules said of the evaluated images, and of foreign ones. */
export function* applicabilityLines({ applicability, data, foreign = [] }: Metrics): Generator<string> {
  const { caution, refused } = applicability;
  const total = data.images + data.skipped;
  yield `Applicability: of ${total} images ${share(refused + data.skipped, total)} refused, ${share(caution, total)} with caution.`;
  for (const { group, images, withTags, pixelsAlone } of foreign) {
    const counts = [withTags, pixelsAlone].map(
      (counted) =>
        `${share(counted.refused, images)} refused, ${share(counted.caution, images)} with caution`,
    );
    yield `Foreign, ${group} (${images} images): with their tags ${counts[0]}; by their pixels alone ${counts[1]}.`;
  }
}

function share(count: number, total: number): string {
  return `${((100 * count) / total).toFixed(1)} %`;
}
