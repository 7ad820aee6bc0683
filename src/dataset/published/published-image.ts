import type { Mask } from "../read-mask.ts";

/** What a published set says of one of its images. */
export interface PublishedImage {
  /** Where the file may lie, absolute; the first that is there counts. */
  readonly files: readonly string[];
  readonly patient: string;
  /** As published; empty where the set has no splits. */
  readonly split: string;
  /** `undefined` where the set does not tell healthy from abnormal: the image is left out. */
  readonly label: "normal" | "abnormal" | undefined;
  readonly mask?: Mask;
  /** Further columns of the index. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Reads the index files of a published set as they come. @throws DataError when they are missing or of another form */
export type PublishedReader = (folder: string, signal?: AbortSignal) => AsyncGenerator<PublishedImage>;
