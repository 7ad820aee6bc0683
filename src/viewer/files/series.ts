import type { ImageHeader } from "./image-header.ts";

/** A file that can be shown, and the image ids of its frames. */
export interface OpenedImage {
  readonly fileName: string;
  readonly header: ImageHeader;
  /** One a frame. */
  readonly imageIds: readonly string[];
}

/** Images that are scrolled through together, in order. */
export interface Series {
  readonly key: string;
  readonly description: string;
  readonly studyDescription: string;
  readonly studyDate: string;
  readonly modality: string;
  readonly patientName: string;
  readonly seriesNumber: number | undefined;
  readonly images: readonly OpenedImage[];
  /** Of all frames, in the order of scrolling. */
  readonly imageIds: readonly string[];
}
