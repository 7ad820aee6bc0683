import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Outline, OutlineMask } from "../../../plugin/index.ts";
import type { OpenedImage } from "../files/series.ts";
import { fetchSample } from "./fetch-sample.ts";
import { loadSamples } from "./load-samples.ts";
import type { Sample } from "./sample.ts";

/** Cyan stands out from grey tissue and from every colour map's bright end. */
const truthColour = "#35e0e6";

/** The samples that come with the page, and the true masks of those that are open. */
export class SampleStudies implements ReactiveController {
  /** Empty where the page was built without samples. */
  list: readonly Sample[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #lifetime = new AbortController();
  /** Masks of the sample that was fetched last, by file name. */
  #masks: ReadonlyMap<string, OutlineMask> = new Map();
  /** By image id. */
  readonly #truth = new Map<string, OutlineMask>();
  /** Keys of the series that samples became, by sample. */
  readonly #openedKeys = new Map<string, string>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#lifetime.abort();
  }

  async load(): Promise<void> {
    this.list = await loadSamples(this.#lifetime.signal);
    this.#host.requestUpdate();
  }

  /** @throws Error when a file of the sample cannot be fetched; the signal's reason */
  async fetch(sample: Sample, signal: AbortSignal): Promise<readonly File[]> {
    const { files, masks } = await fetchSample(sample, signal);
    this.#masks = masks;
    return files;
  }

  /** Ties what was fetched last to the images it became. */
  keep(sample: Sample, images: readonly OpenedImage[], seriesKey: string | undefined): void {
    for (const { fileName, imageIds } of images) {
      const mask = this.#masks.get(fileName);
      if (mask && imageIds[0] !== undefined) this.#truth.set(imageIds[0], mask);
    }
    if (seriesKey !== undefined) this.#openedKeys.set(sample.id, seriesKey);
  }

  /** The series that a sample became when it was opened before. */
  openedKey(sample: Sample): string | undefined {
    return this.#openedKeys.get(sample.id);
  }

  hasTruth(imageIds: readonly string[]): boolean {
    return imageIds.some((imageId) => this.#truth.has(imageId));
  }

  outlines(label: string): readonly Outline[] {
    return [...this.#truth].map(([imageId, shape]) => ({ imageId, shape, colour: truthColour, label }));
  }
}
