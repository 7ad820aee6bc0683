/** What a figure is held against; the runner says whether its median keeps to it. */
export interface Figure {
  /** As "ratio", "images/s" or "MB". */
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** The same on any machine within its bar, so that a short run may check it. */
  readonly stable?: boolean;
}

export interface Bench {
  /** One line: what is measured, and against what. */
  readonly title: string;
  /** By the key of bench.json. */
  readonly figures: Readonly<Record<string, Figure>>;
  /** Fewer than asked for where a run takes minutes or always gives the same. */
  readonly rounds?: number;
  /**
   * Measures every figure once, in a process of its own.
   *
   * @throws Skipped when something it needs is not there
   */
  run(): Promise<Readonly<Record<string, number>>>;
}

/** Says what is missing, as "the evaluation data is not there (RESIDUA_DATA)". */
export class Skipped extends Error {
  override readonly name = "Skipped";
}
