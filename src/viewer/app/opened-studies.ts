import type { ReactiveControllerHost } from "lit";
import { fetchWorklistStudy } from "../files/fetch-worklist-study.ts";
import type { RefusedFile } from "../files/open-files.ts";
import type { OpenedImage, Series } from "../files/series.ts";
import { SampleStudies } from "../samples/sample-studies.ts";
import type { SampleStudy } from "../samples-schema.ts";
import { FileOpening } from "./file-opening.ts";
import type { PageQuery, WorklistStudy } from "./page-query.ts";
import type { UnexpectedErrors } from "./unexpected-errors.ts";

export interface OpenedStudiesOptions {
  readonly errors: UnexpectedErrors;
  /** A series is to be shown, at an image or, without one, at its middle. */
  readonly onShow: (series: Series, firstImage: string | undefined) => void;
  /** Segmentations and maps were opened, which lie over images. */
  readonly onOverlays: (files: readonly File[]) => void;
}

/** What is open: the user's own files and the page's samples, and which series is to be shown once they are. */
export class OpenedStudies {
  readonly samples: SampleStudies;
  readonly #opening: FileOpening;
  readonly #options: OpenedStudiesOptions;

  constructor(host: ReactiveControllerHost, options: OpenedStudiesOptions) {
    this.#options = options;
    this.#opening = new FileOpening(host, options.onOverlays);
    this.samples = new SampleStudies(host);
  }

  get series(): readonly Series[] {
    return this.#opening.series;
  }

  /** Undefined when nothing is being opened. */
  get progress(): FileOpening["progress"] {
    return this.#opening.progress;
  }

  get refused(): readonly RefusedFile[] {
    return this.#opening.refused;
  }

  find(key: string | undefined): Series | undefined {
    return this.series.find((series) => series.key === key);
  }

  openFiles(gather: (signal: AbortSignal) => Promise<readonly File[]>): void {
    this.#opening
      .open(gather)
      .then((images) => images && this.#showNew(images))
      .catch((error: unknown) => this.#options.errors.report(error));
  }

  /** What a link to the page names. */
  openLinked({ sample, study }: PageQuery): void {
    if (sample !== undefined) this.openSample(sample);
    if (study) this.#openWorklistStudy(study);
  }

  /** A study of the worklist's server, at the image that it was opened for. */
  #openWorklistStudy({ uid, image }: WorklistStudy): void {
    this.#opening
      .open((signal) => fetchWorklistStudy(uid, signal))
      .then((images) => {
        const wanted = image && images?.find(({ fileName }) => fileName === `${image.uid}.dcm`);
        const imageId = wanted?.imageIds[(image?.frame ?? 1) - 1];
        if (imageId !== undefined) this.#showImage(imageId);
        else if (images) this.#showNew(images);
      })
      .catch((error: unknown) => this.#options.errors.report(error));
  }

  openSample(id: string): void {
    const study = this.samples.studies.find((candidate) => candidate.id === id);
    if (study) this.#openStudy(study);
  }

  cancel(): void {
    this.#opening.cancel();
  }

  /** Adds a file that opened but whose pixels turned out to be unreadable. */
  refuse(imageId: string): void {
    this.#opening.refuse(imageId);
  }

  dismissReport(): void {
    this.#opening.dismissReport();
  }

  #openStudy(study: SampleStudy): void {
    const opened = this.samples.opened(study);
    if (opened !== undefined) {
      this.#showImage(opened);
      return;
    }
    this.#opening
      .open((signal) => this.samples.fetch(study, signal))
      .then((images) => images && this.#showImage(this.samples.keep(study, images)))
      .catch((error: unknown) => this.#options.errors.report(error));
  }

  /** The series of what was just opened: at its middle, or at the new image where others were there before. */
  #showNew(images: readonly OpenedImage[]): void {
    const first = images[0];
    const series = first && this.series.find((candidate) => candidate.images.includes(first));
    if (!series) return;
    const allNew = series.images.every((image) => images.includes(image));
    this.#options.onShow(series, allNew ? undefined : first.imageIds[0]);
  }

  /** The series that holds an image, at that image. */
  #showImage(imageId: string | undefined): void {
    const series = this.series.find(({ imageIds }) => imageIds.includes(imageId ?? ""));
    if (series) this.#options.onShow(series, imageId);
  }
}
