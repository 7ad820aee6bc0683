import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Outline, OutlineMask } from "../../../plugin/index.ts";
import type { OpenedImage } from "../files/series.ts";
import { type SampleStudy, type SamplesIndex, sampleMaskPixels } from "../samples-schema.ts";
import { fetchSample } from "./fetch-sample.ts";
import { loadSamples } from "./load-samples.ts";

/** Cyan stands out from grey tissue and from every colour map's bright end. */
const truthColour = "#35e0e6";

/** The samples that come with the page, and the true masks of those that are open. */
export class SampleStudies implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #indexUrl = new URL("samples/index.json", document.baseURI).href;
  readonly #lifetime = new AbortController();
  #index: SamplesIndex | undefined;
  /** By image id. */
  readonly #truth = new Map<string, OutlineMask>();
  /** First images of the samples that are open, by sample. */
  readonly #opened = new Map<string, string>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#lifetime.abort();
  }

  /** Empty where the page was built without samples. */
  get studies(): readonly SampleStudy[] {
    return this.#index?.studies ?? [];
  }

  get attribution(): SamplesIndex["attribution"] | undefined {
    return this.#index?.attribution;
  }

  /** @throws DataError when the index is broken */
  async load(): Promise<void> {
    this.#index = await loadSamples(this.#indexUrl, this.#lifetime.signal);
    this.#host.requestUpdate();
  }

  /** @throws DataError when a file cannot be fetched; the signal's reason */
  fetch(study: SampleStudy, signal: AbortSignal): Promise<readonly File[]> {
    return fetchSample(study, this.#indexUrl, signal);
  }

  /**
   * Ties a sample to the images it became.
   *
   * @returns the image to show first
   */
  keep(study: SampleStudy, images: readonly OpenedImage[]): string | undefined {
    const byUid = new Map(images.map(({ header, imageIds }) => [header.SOPInstanceUID, imageIds[0]]));
    for (const { SOPInstanceUID, mask } of study.files) {
      const imageId = byUid.get(SOPInstanceUID);
      if (!mask || imageId === undefined) continue;
      this.#truth.set(imageId, { mask: sampleMaskPixels(mask), rows: mask.rows, columns: mask.columns });
    }
    const first = byUid.get(study.files[study.firstShown]?.SOPInstanceUID ?? "");
    if (first !== undefined) this.#opened.set(study.id, first);
    return first;
  }

  /** The first image of a sample that was opened before. */
  opened(study: SampleStudy): string | undefined {
    return this.#opened.get(study.id);
  }

  hasTruth(imageIds: readonly string[]): boolean {
    return imageIds.some((imageId) => this.#truth.has(imageId));
  }

  /** The true masks of all samples that are open. */
  get outlines(): readonly Outline[] {
    return [...this.#truth].map(([imageId, shape]) => ({ imageId, shape, colour: truthColour }));
  }
}
