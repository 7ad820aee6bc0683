/** A text in both of the interface's languages. */
export interface SampleText {
  readonly en: string;
  readonly "zh-Hans": string;
}

export interface SampleFile {
  /** URL. */
  readonly url: string;
  /** URL of a PNG: not 0 on the implanted lesion. */
  readonly maskUrl: string | undefined;
}

export interface Sample {
  readonly id: string;
  readonly title: SampleText;
  readonly description: SampleText;
  readonly files: readonly SampleFile[];
}
