import { countFrames, readImage } from "../../dataset/read-image.ts";
import { ResiduaError } from "../../errors/index.ts";
import { thumbnail } from "../../evaluation/gallery/thumbnail.ts";
import type { Frame } from "../../imaging/frame.ts";
import { mapToImage } from "../../scoring/map-to-image.ts";
import type { Model } from "../../scoring/model.ts";
import type { ImageResult } from "../../scoring/result.ts";
import { scoreFrame } from "../../scoring/score-frame.ts";
import { type SliceFindings, sliceFindings } from "../../scoring/slice-findings.ts";

/** What was found in one image, without its pixels; cheap to copy between threads. */
export interface ScoredSlice {
  readonly frame: number;
  readonly outcome: ImageResult["applicability"]["outcome"] | "failed";
  /** Absent where the image could not be read. */
  readonly findings?: SliceFindings;
  /** Why it was refused, or could not be read. */
  readonly reason?: string;
  /** PNG with the outline of what is above the threshold; where the score is above `pictureAbove`. */
  readonly picture?: Uint8Array;
  readonly milliseconds: number;
}

export interface ScoreFileOptions {
  /** SHA-256 of the model's bundle.json. */
  readonly model: string;
  /** Numbers of frames that have been scored already. */
  readonly done: ReadonlySet<number>;
  /** A picture is made of an image with a higher score. */
  readonly pictureAbove: number;
  readonly signal: AbortSignal;
}

/** Scores the frames of a file one after the other. */
export interface SliceScorer {
  /** SHA-256 of the bundles that it has. */
  readonly models: readonly string[];
  countFrames(bytes: Uint8Array): number;
  /** A file that is damaged gives one slice that says so. @throws the signal's reason */
  scoreFile(bytes: Uint8Array, options: ScoreFileOptions): AsyncIterable<ScoredSlice>;
}

/** Scores in this thread, with the code of `residua score`. */
export function sliceScorer(models: readonly Model[]): SliceScorer {
  return {
    models: models.map(({ identity }) => identity.sha256),
    countFrames: (bytes) => sliceFrames(bytes),
    async *scoreFile(bytes, { model: sha256, done, pictureAbove, signal }) {
      const model = models.find(({ identity }) => identity.sha256 === sha256)!;
      let above = pictureAbove;
      const wanted = Array.from({ length: sliceFrames(bytes) }, (_, index) => index + 1).filter(
        (number) => !done.has(number),
      );
      let at = 0;
      try {
        let started = performance.now();
        for await (const frame of readImage(bytes, { wanted, signal })) {
          // Computing on WebAssembly never leaves the thread by itself, and heartbeats have to be sent.
          await new Promise((resolve) => setImmediate(resolve));
          const result = await scoreFrame(frame, model, { signal });
          const score = result.scores.anomaly?.value;
          const picture = score !== undefined && score > above ? pictureOf(frame, result) : undefined;
          if (score !== undefined) above = Math.max(above, score);
          const { outcome, reasons } = result.applicability;
          yield {
            frame: frame.frameNumber,
            outcome,
            findings: sliceFindings(frame, result),
            ...(outcome === "refused" && reasons[0] ? { reason: reasons[0].message } : {}),
            ...(picture ? { picture } : {}),
            milliseconds: performance.now() - started,
          };
          at++;
          started = performance.now();
        }
      } catch (error) {
        if (!(error instanceof ResiduaError)) throw error;
        yield { frame: wanted[at] ?? 1, outcome: "failed", reason: error.message, milliseconds: 0 };
      }
    },
  };
}

/** Frames of a file; 1 for a damaged one, which then is read to say why. */
export function sliceFrames(bytes: Uint8Array): number {
  try {
    return countFrames(bytes);
  } catch (error) {
    if (error instanceof ResiduaError) return 1;
    throw error;
  }
}

function pictureOf(frame: Frame, { maps, affine, height, width, threshold }: ImageResult): Uint8Array {
  const map = mapToImage({ values: maps.anomaly!, height, width }, affine, frame.rows, frame.columns);
  return thumbnail(frame, { map, threshold, lesion: undefined }).png;
}
